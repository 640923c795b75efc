/** How a number is meant: as a number, a point in time, a span of time, or digits in a pattern (`000-0000-0000`). */
export type CellFormat = 'number' | 'date' | 'duration' | DigitPattern[];

/** One section of a format whose digits have places of their own, as those for telephone numbers and ids have. */
export interface DigitPattern {
  /** The greatest number it is for; the last one is for all. */
  upTo: number;
  /** `#` for a digit that may be missing, `0` for one that may not, anything else as it is shown. */
  places: { digit?: '0' | '#'; text?: string }[];
}

/** Number formats that a workbook uses without writing them down (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are East Asian dates). */
export function builtInFormat(id: number): CellFormat {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  if (id === 45 || id === 47) return 'date';
  return id === 46 ? 'duration' : 'number';
}

/** What a written-down format code, such as `yyyy"년" m"월"` or `000\-0000`, makes of a number. */
export function customFormat(code: string): CellFormat {
  const sections = code.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\[])+/g) ?? [];
  const first = (sections[0] ?? '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  const bare = first.replace(/"[^"]*"|\\.|_.|\*./g, '');
  if (/general/i.test(bare)) return 'number';
  if (/\[[hms]+\]/i.test(bare)) return 'duration';
  if (/[ymdhs]|aaa/i.test(bare)) return 'date';
  const patterns = sections.slice(0, 2).map(digitPattern);
  // Without a condition the second section is for negative numbers.
  const [one, other] = patterns;
  if (!one) return 'number';
  if (one.upTo === Number.POSITIVE_INFINITY) return [one];
  return other ? [one, { ...other, upTo: Number.POSITIVE_INFINITY }] : 'number';
}

/**
 * The section as places, or undefined where its digits have none: a fraction, thousands separators, one digit only, or a
 * unit behind it. `[<=9999999]###-####` is for numbers up to that.
 */
function digitPattern(section: string): DigitPattern | undefined {
  if (/^\[[>=]/.test(section)) return undefined;
  const condition = /^\[<(=?)(\d+)\]/.exec(section);
  const upTo = condition ? Number(condition[2]) - (condition[1] ? 0 : 1) : Number.POSITIVE_INFINITY;
  const places: DigitPattern['places'] = [];
  const rest = section.replace(/\[[^\]]*\]/g, '').replace(/_.|\*./g, '');
  for (const [found, quoted, escaped] of rest.matchAll(/"([^"]*)"|\\(.)|./g)) {
    const text = quoted ?? escaped;
    if (text !== undefined) places.push({ text });
    else if (found === '0' || found === '#') places.push({ digit: found });
    else if (/[-+() 1-9]/.test(found)) places.push({ text: found });
    else return undefined;
  }
  const first = places.findIndex(({ digit }) => digit);
  const last = places.findLastIndex(({ digit }) => digit);
  const zeros = places.filter(({ digit }) => digit === '0').length;
  const isParted = places.slice(first, last).some(({ text }) => text?.trim());
  const isLabelled = places.slice(last + 1).some(({ text }) => text && !/^[) ]*$/.test(text));
  return first < last && !isLabelled && (isParted || zeros > 1) ? { upTo, places } : undefined;
}
