import { likePattern } from '#platform/database/like-pattern.ts';
import { cleanText } from './clean-text.ts';
import { foldText } from './fold-text.ts';
import { initialOf, isSyllable, syllablesFrom, unfinished } from './hangul.ts';
import { digitsOf, piecesOfWord } from './search-pieces.ts';

/** What `search_contacts` and `search_companies` take: all must match; pieces only lead the index. */
export interface SearchPatterns {
  likes: string[];
  regexes: string[];
  pieces: string[];
}

const maxWords = 8;
const maxWordLength = 100;
/** Shorter words are looked for where words begin: inside them they are everywhere. */
const insideFrom = 3;
const hangulInsideFrom = 2;

/**
 * What to look for when somebody searches, or null where he typed nothing: every word anywhere in a record's words, one
 * of less than three letters (two of Hangul) at the beginning of one; initial consonants (ㄱㅎㄴ) stand for syllables.
 * `isLoose` lets the last syllable be one that is still being typed (김처 finds 김철수): for when nothing else is found.
 */
export function searchPatterns(typed: string, { isLoose = false } = {}): SearchPatterns | null {
  const words = cleanText(typed.replaceAll('\0', ''), 'one').split(/\s+/).filter(Boolean).slice(0, maxWords);
  if (words.length === 0) return null;
  const patterns: SearchPatterns = { likes: [], regexes: [], pieces: [] };
  for (const [at, word] of words.entries()) {
    addWord(patterns, [...word.slice(0, maxWordLength)].join(''), isLoose && at === words.length - 1);
  }
  return patterns;
}

function addWord(patterns: SearchPatterns, word: string, isLoose: boolean): void {
  // Folding would turn ㄱ into the half of a syllable, so consonants are looked for before.
  const letters = [...word.normalize('NFC')];
  const last = letters.at(-1)!;
  const isTyping = isLoose && isSyllable(last);
  if (isTyping || letters.some((letter) => !isSyllable(letter) && initialOf(letter))) {
    const patternOf = (letter: string, at: number) => {
      if (isTyping && at === letters.length - 1) return unfinished(letter);
      return !isSyllable(letter) && initialOf(letter) ? syllablesFrom(initialOf(letter)) : escaped(foldText(letter));
    };
    patterns.regexes.push(`${letters.length === 1 ? ' ' : ''}${letters.map(patternOf).join('')}`);
    patterns.pieces.push(...piecesOfWord(letters, isTyping));
    return;
  }
  const folded = digitsOf(word) || foldText(word);
  const length = [...folded].length;
  const isInside = length >= (isSyllable(folded) ? hangulInsideFrom : insideFrom);
  patterns.likes.push(isInside ? likePattern(folded) : likePattern(` ${folded}`));
  patterns.pieces.push(...piecesOfWord(letters, false).filter((piece) => !piece.startsWith('^')));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}-]/g, '\\$&');
}
