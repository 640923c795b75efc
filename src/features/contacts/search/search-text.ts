import { foldText } from '#platform/fields/fold-text.ts';
import { initialOf } from '#platform/fields/hangul.ts';
import { digitsOf } from '#platform/fields/search-pieces.ts';

/** What a contact is found by. */
export interface SearchedValues {
  name: string;
  /** All addresses, retired ones too. */
  emails: readonly string[];
  /** As typed and in E.164 form, whichever there are. */
  phones: readonly (string | null)[];
  company_names: readonly string[];
  tags: readonly string[];
  unique_external_id: string | null;
}

/** The columns of `contact_search`. */
export interface SearchText {
  txt: string;
  bigrams: string[];
}

const maxText = 2_000;
const maxPieces = 300;

/**
 * What search looks through: every word folded (letter case, accents, width), phone numbers as digits, a blank around
 * each word; and the pieces by which words of Hangul are found: 김하늘 gives 김하, 하늘, ㄱㅎ, ㅎㄴ and ^ㄱ for its beginning.
 */
export function searchText(values: SearchedValues): SearchText {
  const { name, emails, phones, company_names, tags, unique_external_id } = values;
  const numbers = [...phones, unique_external_id].map((text) => digitsOf(text ?? ''));
  const parts = [name, ...emails, ...company_names, ...tags, unique_external_id ?? '', ...numbers];
  const words = foldText(parts.join(' ')).split(/\s+/).filter(Boolean);
  const txt = ` ${[...new Set(words)].join(' ')} `.slice(0, maxText).toWellFormed();
  return { txt, bigrams: hangulPieces(txt) };
}

function hangulPieces(txt: string): string[] {
  if (!/[가-힣]/.test(txt)) return [];
  const pieces = new Set<string>();
  for (const [run] of txt.matchAll(/[가-힣]+/g)) {
    pieces.add(`^${initialOf(run[0]!)}`);
    for (let at = 1; at < run.length; at++) {
      pieces.add(run.slice(at - 1, at + 1));
      pieces.add(initialOf(run[at - 1]!) + initialOf(run[at]!));
    }
  }
  return [...pieces].slice(0, maxPieces);
}
