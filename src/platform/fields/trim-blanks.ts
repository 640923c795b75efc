/** Fillers of Hangul and Braille: letters to Unicode, blanks to every reader. */
const fillers = new Set('\u115f\u1160\u2800\u3164\uffa0');

/** Drops every blank of Unicode around a text, fillers included. A loop, since `/\s+$/` takes quadratic time on long runs inside. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text[start]!)) start++;
  while (end > start && isBlank(text[end - 1]!)) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function isBlank(letter: string): boolean {
  return letter <= ' ' || (letter > '~' && (letter.trim() === '' || letter === '\u0085' || fillers.has(letter)));
}
