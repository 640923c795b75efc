/** Fields of contacts and companies that are no column of theirs. */
const elsewhere = [
  'email',
  'other_emails',
  'company',
  'companies',
  'company_id',
  'other_companies',
  'domains',
  'avatar',
];
/** What every object has: values that are kept by name would seem to have one under it. */
const ofObjects = ['constructor'];
const maxLength = 50;

/**
 * The name under which a new field's values are kept, made from its labels: `Contract no.` becomes `contract_no`, a label
 * without Latin letters `field_1`, one that names a column of the record `custom_phone`. `taken` are the names that exist.
 */
export function nameOfLabel(
  labels: readonly string[],
  { taken, columns }: { taken: ReadonlySet<string>; columns: ReadonlySet<string> },
): string {
  const snake = labels.map(snakeCase).find((name) => name !== '');
  if (!snake) return firstFree(taken, (n) => `field_${n}`);
  const isBuiltIn = columns.has(snake) || elsewhere.includes(snake) || ofObjects.includes(snake);
  const name = isBuiltIn ? `custom_${snake}` : /^[a-z]/.test(snake) ? snake : `field_${snake}`;
  return firstFree(taken, (n) => (n === 1 ? name : `${name}_${n}`));
}

function snakeCase(label: string): string {
  const latin = label
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  // Half a name is worse than none: "VIP 여부" is vip, but "3월" is not 3.
  const words = latin.split(/[^a-z0-9]+/).filter(Boolean);
  return words.some((word) => /[a-z]/.test(word)) ? words.join('_').slice(0, maxLength).replace(/_+$/, '') : '';
}

function firstFree(taken: ReadonlySet<string>, nameOf: (n: number) => string): string {
  let n = 1;
  while (taken.has(nameOf(n))) n++;
  return nameOf(n);
}
