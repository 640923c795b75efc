import type { Encoding } from './table.ts';

/**
 * Which encoding of before Unicode a text has, told by its bytes beyond ASCII: first those of two bytes a character, then
 * alphabets of their own, then Latin ones. Windows-1252 where nothing speaks for another. Names of people are few
 * and short, so the guess can be wrong and has to be shown. Vietnamese is not told: its Windows-1258 looks like any other.
 *
 * @param bytes a sample; what it cuts in two at its edges does not matter
 */
export function guessCodePage(bytes: Buffer): Encoding {
  const raw = bytes.toString('latin1');
  const wide = guessWide(raw);
  if (wide) return wide;
  const isOwn = isAlphabetOfItsOwn(raw);
  if (isOwn && isNarrowKana(raw)) return 'shift_jis';
  const profiles = isOwn ? alphabets : latinLanguages;
  let best: Encoding = 'windows-1252';
  let bestScore = 0.4;
  for (const [encoding, letters, trust] of profiles) {
    const score = trust * shareOfLetters(new TextDecoder(encoding).decode(bytes), letters);
    if (score > bestScore) [best, bestScore] = [encoding, score];
  }
  return best;
}

/**
 * For each encoding what its texts mostly consist of, and what else may stand there; a byte beyond ASCII that is neither
 * speaks against it. KS X 1001 has its Hangul in rows B0–C8, GB 2312 and JIS their common characters in B0–D7 and B0–CF.
 */
const wideEncodings: [Encoding, RegExp][] = [
  ['cp949', /([\xb0-\xc8][\xa1-\xfe])|([\x81-\xfe][A-Za-z\x81-\xfe])|[\x80-\xff]/g],
  [
    'shift_jis',
    /(\x81[@-~\x80-\xac]|\x82[O-y\x81-\xf1]|\x83[@-~\x80-\x96]|[\x88-\x97][@-~\x80-\xfc])|([\x98-\x9f\xe0-\xea\xed\xee\xfa-\xfc][@-~\x80-\xfc]|[\xa1-\xdf])|[\x80-\xff]/g,
  ],
  ['gb18030', /([\xb0-\xd7][\xa1-\xfe])|([\x81-\xfe](?:[@-~\x80-\xfe]|\d[\x81-\xfe]\d))|[\x80-\xff]/g],
  ['euc-jp', /([\xa4\xa5\xb0-\xcf][\xa1-\xfe])|([\xa1-\xa8\xd0-\xf4][\xa1-\xfe]|\x8e[\xa1-\xdf])|[\x80-\xff]/g],
  ['big5', /([\xa4-\xc6][@-~\xa1-\xfe])|([\xa1-\xa3\xc7-\xf9][@-~\xa1-\xfe])|[\x80-\xff]/g],
];

/** Chinese and Japanese have a third of their characters outside the rows of Hangul; Korean has a few Hanja and signs. */
const KOREAN_SHARE = 0.75;

function guessWide(raw: string): Encoding | undefined {
  let best: Encoding | undefined;
  let bestScore = 0.5;
  for (const [encoding, pattern] of wideEncodings) {
    let [typical, possible, impossible] = [0, 0, 0];
    for (const [, isTypical, isPossible] of raw.matchAll(pattern)) {
      if (isTypical !== undefined) typical++;
      else if (isPossible !== undefined) possible++;
      else impossible++;
    }
    const all = typical + possible + impossible;
    if (encoding === 'cp949' && typical >= all * KOREAN_SHARE) return encoding;
    const score = (typical + possible * 0.3 - impossible * 4) / all;
    if (score > bestScore) [best, bestScore] = [encoding, score];
  }
  return best;
}

/**
 * Old Japanese programs write katakana of half the width, one byte each from A1 to DF and no other letters. Russian capitals
 * are from C0 on.
 */
function isNarrowKana(raw: string): boolean {
  const first = raw.match(/[\xa1-\xbf]/g)?.length ?? 0;
  const second = raw.match(/[\xc0-\xdf]/g)?.length ?? 0;
  return first > second / 4 && !/[\x80-\xa0\xe0-\xff]/.test(raw);
}

/** Cyrillic or Greek letters stand among their like, those of Latin languages mostly alone between ASCII letters. */
function isAlphabetOfItsOwn(raw: string): boolean {
  let all = 0;
  let joined = 0;
  for (const [run] of raw.matchAll(/[\x80-\xff]+/g)) {
    all += run.length;
    if (run.length > 1) joined += run.length;
  }
  return joined > all / 2;
}

/** Encoding, the letters that most of a text consists of, and how far a high share of them is trusted. */
type Profile = [encoding: Encoding, letters: string, trust: number];

const alphabets: Profile[] = [
  ['windows-1251', 'оеаинтсрвлкмі', 1],
  ['koi8-r', 'оеаинтсрвлкм', 1],
  ['windows-1253', 'αοιετσνηυρπκςάίό', 1],
  ['windows-1255', 'יוהלארתבשמנ', 1],
  ['windows-1256', 'اليمنرتبدعةحس', 1],
  ['windows-874', 'านรอกเงยลมวสตท', 1],
];

const latinLanguages: Profile[] = [
  // German, French, Spanish, Portuguese, Italian, Scandinavian, Icelandic
  ['windows-1252', 'äöüß', 1],
  ['windows-1252', 'éèêëàâçùûüîïôœæ', 1],
  ['windows-1252', 'áéíóúñü', 1],
  ['windows-1252', 'áâãàçéêíóôõú', 1],
  ['windows-1252', 'àèéìòù', 1],
  ['windows-1252', 'åäöæøé', 1],
  ['windows-1252', 'áéíóúýþðæö', 1],
  // A list of customers all over Europe
  ['windows-1252', 'äöüßéèêëàâçùûîïôœæáíóúñãõìòåø', 0.9],
  // Polish, Czech and Slovak, Hungarian, Croatian and Slovene, Romanian
  ['windows-1250', 'ąćęłńóśźż', 1],
  ['windows-1250', 'áäčďéěíĺľňóôŕřšťúůýž', 1],
  ['windows-1250', 'áéíóöőúüű', 1],
  ['windows-1250', 'čćđšž', 1],
  ['windows-1250', 'ăâîşţ', 1],
  ['windows-1254', 'çğıöşüâi̇', 1],
  // Lithuanian, Latvian
  ['windows-1257', 'ąčęėįšųūž', 1],
  ['windows-1257', 'āčēģīķļņšūž', 1],
  ['macintosh', 'äöüßéèêëàâçùûîïôœæáíóúñãõìòåø', 0.9],
];

/** Signs that say nothing of the language, unless they stand right behind a small letter where hardly any does. */
const signs = '’”‘“„–—…•©®™°€£§«»·\u00a0';
const signsAfterLetters = '’”…®™»\u00a0';

/** Where there are signs and no letters, the encoding is as good as any. */
const SIGNS_ONLY = 0.95;

/** Of the letters beyond ASCII those that are among `letters`; a capital right after a small letter is none of a language. */
function shareOfLetters(text: string, letters: string): number {
  let [all, found, neutral] = [0, 0, 0];
  for (const [, before, letter] of text.matchAll(/([a-z]?)([^\0-\x7f])/g)) {
    const isLoose = before === '';
    const small = letter!.toLowerCase();
    if ((isLoose ? signs : signsAfterLetters).includes(letter!)) neutral++;
    else all++;
    if (letters.includes(small) && (isLoose || letter === small)) found++;
  }
  if (all === 0) return neutral > 0 ? SIGNS_ONLY : 0;
  return found / all;
}
