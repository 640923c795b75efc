/** A round number at least as large as the largest of a chart that four lines part into whole ones: nobody is half invited. */
export function roundTop(largest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, largest)));
  const tops = [1, 1.2, 1.6, 2, 4, 6, 8, 10, 12].map((one) => one * power);
  return tops.find((top) => top >= largest && top % 4 === 0)!;
}

/** So many columns have room for a mark above each; so many on a phone. */
export const mostMarks = 13;
export const mostPhoneMarks = 6;

/** Which of `count` columns bear a label: at most `most`, evenly apart, the newest one among them. */
export function labelledColumns(count: number, most: number): Set<number> {
  const step = Math.ceil(count / most);
  return new Set(Array.from({ length: count }, (_, column) => column).filter((one) => (count - 1 - one) % step === 0));
}

/** Where a column begins and how wide it is, in per cent of the chart; a fifth of each place stays free, of narrow ones nothing. */
export function columnPlace(column: number, count: number): { x: number; width: number; middle: number } {
  const place = 100 / count;
  const gap = count > 60 ? 0 : place / 5;
  return { x: column * place + gap / 2, width: place - gap, middle: (column + 0.5) * place };
}
