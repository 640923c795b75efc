const shownCount = 3;

/** The first few different values of a column, blank ones left out. */
export function samplesOf(rows: readonly (readonly string[])[], position: number): string[] {
  const values = rows.map((row) => (row[position] ?? '').trim()).filter((value) => value !== '');
  return [...new Set(values)].slice(0, shownCount);
}
