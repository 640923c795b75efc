import { initialOf, isSyllable } from './hangul.ts';

/** The digits of a text that is made of nothing else but digits and the signs between them; '' for others. */
export function digitsOf(text: string): string {
  return /^\+?[\d().\s-]*\d[\d().\s-]*(?:;ext=\d+)?$/.test(text) ? text.replace(/;.*$|\D/g, '') : '';
}

/** The pieces that every match of a word of Hangul letters must have; `isLoose` leaves out what its last letter may yet become. */
export function piecesOfWord(letters: readonly string[], isLoose: boolean): string[] {
  const pieces = letters.length === 1 && initialOf(letters[0]!) ? [`^${initialOf(letters[0]!)}`] : [];
  for (let at = 1; at < letters.length; at++) {
    const [before, after] = [letters[at - 1]!, letters[at]!];
    const isOpen = isLoose && at === letters.length - 1;
    if (isSyllable(before) && isSyllable(after) && !isOpen) pieces.push(before + after);
    else if (initialOf(before) && initialOf(after)) pieces.push(initialOf(before) + initialOf(after));
  }
  return pieces;
}
