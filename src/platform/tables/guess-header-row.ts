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
 * cells look like names rather than values. Titles, dates of print and group headings above it are emptier.
 */
export function guessHeaderRow(rows: string[][]): HeaderGuess {
  const fills = rows.map((cells) => cells.filter((cell) => cell.trim() !== '').length);
  const usual = [...fills].sort((a, b) => a - b)[Math.floor(fills.length / 2)] ?? 0;
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

/** An address, a link, a number, a phone number or a date: what stands under a header, not in it. */
const valuePattern = /@.+\.|^https?:|^[+\-(]?\d[\d\s.,:/()T-]*$|^\d{4}년/i;

function looksLikeNames(cells: string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const values = filled.filter((cell) => valuePattern.test(cell));
  return filled.length > 0 && values.length <= filled.length / 4 && !filled.some((cell) => /^\S+@\S+\.\S+$/.test(cell));
}
