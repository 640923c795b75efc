/** Rows in a text of COPY: each ends with a line break, and one inside a value is written as `\n`. */
export function countLines(text: Uint8Array): number {
  let count = 0;
  for (let at = text.indexOf(10); at !== -1; at = text.indexOf(10, at + 1)) count += 1;
  return count;
}
