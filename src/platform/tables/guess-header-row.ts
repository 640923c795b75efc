/** The header is looked for in so many rows. */
const SEARCHED_ROWS = 20;

export interface HeaderGuess {
  /** Which of the rows it is, 0-based. */
  index: number;
  /** False where no row looks like names of columns and the first full one was taken. */
  is_certain: boolean;
}

/**
 * Which of a file's first rows names the columns: the first that is about as full as the rows usually are and whose
 * cells look like names rather than values. Titles, dates of print and group headings above it are emptier. A row that
 * could not be read counts like any other: what is broken may be the header.
 */
export function guessHeaderRow(rows: string[][]): HeaderGuess {
  const fills = rows.map((cells) => cells.filter((cell) => cell.trim() !== '').length);
  const usual = usualFill(fills);
  const isFull = (index: number) => fills[index]! >= usual * 0.6;
  const searched = rows.slice(0, SEARCHED_ROWS);
  const named = searched.findIndex((cells, index) => isFull(index) && looksLikeNames(cells));
  if (named !== -1) return { index: named, is_certain: true };
  return {
    index: Math.max(
      0,
      searched.findIndex((_, index) => isFull(index)),
    ),
    is_certain: false,
  };
}

/**
 * How many cells are filled in a row of the table: the number that is frequent and large, so that a long title over a short
 * list does not count for more than the list.
 */
function usualFill(fills: number[]): number {
  const weights = new Map<number, number>();
  for (const fill of fills) weights.set(fill, (weights.get(fill) ?? 0) + 1);
  let usual = 0;
  let most = 0;
  for (const [fill, count] of weights) {
    const weight = fill * Math.sqrt(count);
    if (weight > most) [usual, most] = [fill, weight];
  }
  return usual;
}

/** An address, a link, a number, a phone number or a date: what stands under a header, not in it. */
const valuePattern = /@.+\.|^https?:|^[+\-(]?\d[\d\s.,:/()T-]*$|^\d{4}년/i;

function looksLikeNames(cells: string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const values = filled.filter((cell) => valuePattern.test(cell));
  return filled.length > 0 && values.length <= filled.length / 4 && !filled.some((cell) => /^\S+@\S+\.\S+$/.test(cell));
}
