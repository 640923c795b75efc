import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { FieldProblem } from './failure.ts';

const fewest = 8;
const most = 256;
/** 2 of 4 is what somebody with our hashes finds in hours, 3 in years. */
const leastScore = 3;
/** Looking at more would take seconds; what is weak beyond this is strong by its length. */
const lookedAt = 30;

/** What Koreans type on an English keyboard when they think of an easy word: 안녕하세요, 사랑해, 비밀번호, 대한민국, 관리자 … */
const typedKorean =
  'dkssudgktpdy dkssud tkfkdgo tkfkd qlalfqjsgh eogksalsrnr rhksflwk tlqkf gksrnr dnflskfk rhror akfn ghkdlxld'.split(
    ' ',
  );

let estimator: Promise<ZxcvbnFactory> | null = null;

/**
 * What is wrong with a password somebody wants to use, or null. It must have at least 8 letters of any script and hold
 * against guessing (zxcvbn); there are no rules of composition. `words`
 * are what a guesser knows of its owner: his name and address, the account's name. Call it before hashing: it also refuses
 * what is longer than 256 letters.
 */
export async function checkPassword(
  password: string,
  { field, words }: { field: string; words: readonly string[] },
): Promise<FieldProblem | null> {
  const length = [...password.normalize('NFKC')].length;
  if (length < fewest) return { field, code: 'platform.password_short', values: { min: fewest } };
  if (length > most) return { field, code: 'platform.password_long', values: { max: most } };
  estimator ??= loadEstimator();
  const known = words.flatMap(piecesOf);
  const { score } = (await estimator).check(password.slice(0, lookedAt), [...known, ...typedKorean, 'maru']);
  if (score >= leastScore) return null;
  const folded = password.toLowerCase();
  const isKnown = known.some((piece) => folded.includes(piece));
  return { field, code: isKnown ? 'platform.password_known' : 'platform.password_weak' };
}

/** `kim.haneul@hanbit.example` is guessed by its parts too. */
function piecesOf(word: string): string[] {
  const folded = word.toLowerCase();
  const pieces = [folded, folded.split('@')[0]!, ...folded.split(/[\s@._+-]+/)];
  return pieces.filter((piece) => piece.length > 2).slice(0, 20);
}

/** The word lists weigh 60 MB once unpacked, so they wait for the first password. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    // A hundred, the default, takes five times as long and finds the same.
    l33tMaxSubstitutions: 20,
  });
}
