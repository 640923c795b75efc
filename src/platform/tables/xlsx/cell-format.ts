/** How a number is meant: as a number, a point in time, a span of time, or digits with leading zeros (`000-0000-0000`). */
export type CellFormat = 'number' | 'date' | 'duration' | { digits: string };

/** Number formats that a workbook uses without writing them down (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are East Asian dates). */
export function builtInFormat(id: number): CellFormat {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  if (id === 45 || id === 47) return 'date';
  return id === 46 ? 'duration' : 'number';
}

/** What a written-down format code, such as `yyyy"년" m"월"` or `000\-0000`, makes of a number. Its first section decides. */
export function customFormat(code: string): CellFormat {
  const literal = code.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  const section = /^(?:"[^"]*"|\\.|[^;])*/.exec(literal)![0];
  const bare = section.replace(/"[^"]*"|\\.|_.|\*./g, '');
  if (/general/i.test(bare)) return 'number';
  if (/\[[hms]+\]/i.test(bare)) return 'duration';
  if (/[ymdhs]/i.test(bare)) return 'date';
  const digits = section.replace(/\\(.)|"([^"]*)"/g, '$1$2');
  return /^[0()\- ]+$/.test(digits) && (digits.match(/0/g)?.length ?? 0) > 1 ? { digits } : 'number';
}
