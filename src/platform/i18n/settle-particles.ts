/** Both forms as a message writes them, with the form after a final consonant and the one after a vowel. */
const particles: Record<string, [string, string]> = {
  '은(는)': ['은', '는'],
  '이(가)': ['이', '가'],
  '을(를)': ['을', '를'],
  '과(와)': ['과', '와'],
  '(으)로': ['으로', '로'],
  '(이)라': ['이라', '라'],
  '(이)나': ['이나', '나'],
};
const written = /(은\(는\)|이\(가\)|을\(를\)|과\(와\)|\(으\)로|\(이\)라|\(이\)나)/;

/** Korean readings that end in a consonant: 0 영, 1 일, 3 삼, 6 육, 7 칠, 8 팔; L 엘, M 엠, N 엔, R 알. */
const closedDigits = new Set('013678');
const closedLetters = new Set('LMNRlmnr');
/** 일, 칠, 팔, 엘 and 알 end in ㄹ, after which 로 stands without 으. */
const rieulEndings = new Set('178LRlr');

/**
 * Settles particles that a Korean message writes in both forms, such as `{name}은(는)`, by the sound before them:
 * `김하늘은`, `이서아는`, `A3을`, `서울로`. Quotes and brackets between word and particle are looked through. Where the
 * sound can't be told (an emoji, another script), both forms stay as written.
 */
export function settleParticles(text: string): string {
  if (!written.test(text)) return text;
  let settled = '';
  for (const piece of text.split(written)) {
    const forms = particles[piece];
    settled += forms ? settledForm(settled, piece, forms) : piece;
  }
  return settled;
}

/** The particle that follows a word: `particleAfter('김하늘', '은(는)')` is `은`. */
export function particleAfter(word: string, particle: string): string {
  const forms = particles[particle];
  return forms ? settledForm(word, particle, forms) : particle;
}

function settledForm(before: string, both: string, [closedForm, openForm]: [string, string]): string {
  const last = before.replace(/[\s"'’”」』》〉)\]}*_.!?…]+$/u, '').at(-1);
  if (!last) return both;
  const code = last.charCodeAt(0);
  if (code >= 0xac00 && code <= 0xd7a3) {
    const final = (code - 0xac00) % 28;
    return final === 0 || (final === 8 && both === '(으)로') ? openForm : closedForm;
  }
  if (!/[0-9A-Za-z]/.test(last)) return both;
  if (both === '(으)로' && rieulEndings.has(last)) return openForm;
  return closedDigits.has(last) || closedLetters.has(last) ? closedForm : openForm;
}
