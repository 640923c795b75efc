const written = /^([-+−–]?)(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(\.\d*)?$/;

/** The number that a text writes, without grouping and in ASCII (`−１,２３４.５` → `-1234.5`), or null when it is none. */
export function plainNumber(text: string): string | null {
  const parts = written.exec(text.normalize('NFKC'));
  if (!parts) return null;
  const [, sign, whole, fraction = ''] = parts;
  return `${sign && sign !== '+' ? '-' : ''}${whole!.replace(/[, ]/g, '')}${fraction.length > 1 ? fraction : ''}`;
}
