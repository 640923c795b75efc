import { foldText } from './fold-text.ts';

/** ASCII letters and Hangul only, between single blanks: its own key but for letter case. */
const plain = /^[A-Za-z가-힣]+(?: [A-Za-z가-힣]+)*$/;
const keyLength = 100;

/**
 * The key by which a name is filed, compared byte by byte (collate "C"), so that every server and every page agree:
 * letter case, accents, width and leading punctuation don't count, `지점 2` comes before `지점 10`. Order: digits, Latin
 * and its like, kana and Hanja, Hangul in dictionary order. At most 100 code units; equal keys are told apart by id.
 */
export function sortKey(name: string): string {
  if (name.length <= keyLength && plain.test(name)) return name.toLowerCase();
  const bare = foldText(name.slice(0, 4 * keyLength));
  const folded = bare
    .replace(/[^\p{L}\p{N}\p{Mc}]+/gu, ' ')
    .trim()
    .replace(/\d+/g, byLength);
  // A name of signs only is filed as written rather than nowhere.
  return (folded || bare).slice(0, keyLength).toWellFormed();
}

/** Puts a number behind the count of its digits, so that byte order is the order of numbers. */
function byLength(digits: string): string {
  const plainDigits = digits.replace(/^0+(?=.)/, '');
  return `${String.fromCharCode(47 + Math.min(plainDigits.length, 10))}${plainDigits}`;
}
