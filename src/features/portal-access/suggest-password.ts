import { randomInt } from 'node:crypto';

/** Without what is mistaken for something else when it is read aloud or copied by hand. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password that nobody guesses and that can be told by telephone: sixteen letters in fours, some 79 bits. */
export function suggestPassword(): string {
  const four = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [four(), four(), four(), four()].join('-');
}
