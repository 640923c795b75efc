const hangul = /^[가-힣]+$/;
/** Chinese characters and kana. */
const east = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u;

/**
 * A name from its parts, each of which may be missing, in the order of its language: `김` and `하늘` are `김하늘`, `田中` and
 * `太郎` are `田中太郎`, `Ruth`, `J.` and `King` are `Ruth J. King`. A family name of three syllables or more is a foreign
 * one in Hangul: `스미스` and `엠마` are `엠마 스미스`.
 */
export function joinName({ first, middle, last }: { first: string; middle: string; last: string }): string {
  const given = middle === '' ? first : first === '' ? middle : `${first} ${middle}`;
  if (last === '') return given;
  if (given === '') return last;
  const isFamilyFirst = (hangul.test(first) && hangul.test(last) && last.length <= 2) || east.test(`${first}${last}`);
  if (!isFamilyFirst) return `${given} ${last}`;
  return `${last}${first}${middle}`;
}
