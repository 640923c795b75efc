/** Initial consonants in the order in which Unicode composes syllables, as one types them alone. */
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
/** Final consonants that become the next syllable's initial when a vowel follows, by their place among finals. */
const movingFinals = new Map([
  [1, 'ㄱ'],
  [2, 'ㄲ'],
  [4, 'ㄴ'],
  [7, 'ㄷ'],
  [8, 'ㄹ'],
  [16, 'ㅁ'],
  [17, 'ㅂ'],
  [19, 'ㅅ'],
  [20, 'ㅆ'],
  [21, 'ㅇ'],
  [22, 'ㅈ'],
  [23, 'ㅊ'],
  [24, 'ㅋ'],
  [25, 'ㅌ'],
  [26, 'ㅍ'],
  [27, 'ㅎ'],
] as const);
const first = 0xac00;
const last = 0xd7a3;
const finalsCount = 28;
const perInitial = 588;

/** True for a whole syllable such as 하. */
export function isSyllable(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code >= first && code <= last;
}

/** The initial consonant of a syllable (김 → ㄱ), a consonant itself, or '' for any other letter. */
export function initialOf(letter: string): string {
  if (isSyllable(letter)) return initials[Math.floor((letter.charCodeAt(0) - first) / perInitial)]!;
  return initials.includes(letter) ? letter : '';
}

/** The pattern of every syllable that begins with a consonant: ㄱ → [가-깋]. */
export function syllablesFrom(consonant: string): string {
  const start = first + initials.indexOf(consonant) * perInitial;
  return `[${String.fromCharCode(start)}-${String.fromCharCode(start + perInitial - 1)}]`;
}

/**
 * The pattern of what a syllable may yet become while it is being typed: 처 is on its way to 철, and the ㄴ of 한 may
 * belong to the 늘 of 하늘.
 */
export function unfinished(syllable: string): string {
  const code = syllable.charCodeAt(0);
  const final = (code - first) % finalsCount;
  if (final === 0) return `[${syllable}-${String.fromCharCode(code + finalsCount - 1)}]`;
  const moving = movingFinals.get(final as never);
  return moving ? `(?:${syllable}|${String.fromCharCode(code - final)}${syllablesFrom(moving)})` : syllable;
}
