import { trimBlanks } from './trim-blanks.ts';

/** Printable ASCII and Hangul syllables without blanks around them: what nearly every value is, and clean as it stands. */
const plain = /^[!-~가-힣](?:[ -~가-힣]*[!-~가-힣])?$/;

/** Signs that no reader sees: zero-width blanks, the byte-order mark, soft hyphens, bidirectional controls. */
const unseen = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\u034f/g;
const joiningScripts =
  'Arabic Syriac Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Mongolian'
    .split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .join('');
/** Joiners mean something inside emoji and in scripts whose letters join; elsewhere they only make equal names differ. */
const idleJoiner = new RegExp(
  `(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f${joiningScripts}])[\\u200c\\u200d]|[\\u200c\\u200d](?![\\p{L}\\p{M}\\p{Extended_Pictographic}])`,
  'gu',
);
/** Tag letters spell the flags of Scotland and its like after a black flag (six at most), and hide text anywhere else. */
const idleTag = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,6})[\u{e0000}-\u{e007f}]/gu;
const control = /(?![\n\t])\p{Cc}/gu;
const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
const oddBlank = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/**
 * Text as Maru keeps it: NFC, no blanks around it, nothing that can't be seen (zero-width, bidirectional and other
 * controls). Line breaks become `\n` in a text of many lines; in one of a single line they and odd blanks become plain
 * blanks. What comes out goes in unchanged.
 */
export function cleanText(text: string, lines: 'one' | 'many'): string {
  if (plain.test(text)) return text;
  const broken = lines === 'many' ? text.replace(lineBreak, '\n') : text.replace(lineBreak, ' ').replace(oddBlank, ' ');
  const seen = broken
    .toWellFormed()
    .replace(control, '')
    .replace(unseen, '')
    .replace(idleTag, '')
    .replace(idleJoiner, '');
  return trimBlanks(seen.normalize('NFC'));
}
