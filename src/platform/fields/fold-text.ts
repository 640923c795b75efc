/** Letters that decomposition leaves whole, as the languages that own them file them among Latin ones. */
const latin = new Map(
  Object.entries({
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ı: 'i',
    ħ: 'h',
    ŋ: 'n',
    ŧ: 't',
  }),
);
const unlike = /[ßæœøłđðþıħŋŧ]/g;
/** ASCII and Hangul syllables: nothing to fold but letter case. */
const plain = /^[ -~가-힣]*$/;

/** A text without letter case, accents and width, for filing and searching: `Łukasz ＫＩＭ` is `lukasz kim`. Hangul stays in syllables. */
export function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  const bare = text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .normalize('NFC')
    .toLowerCase();
  return bare.replace(unlike, (letter) => latin.get(letter)!);
}
