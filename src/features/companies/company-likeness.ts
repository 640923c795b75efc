import { foldText } from '#platform/fields/fold-text.ts';

/** Legal forms as Korean and Western companies write them, folded. */
const legalForms =
  /\((?:주|유|재|사|합|주식회사|유한회사)\)|주식회사|유한회사|유한책임회사|합자회사|합명회사|재단법인|사단법인|(?<=[\s.,&])(?:incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|plc|gmbh|ag|s\.?a\.?s?|b\.?v|pty|pte)(?=[\s.,]|$)/g;

/**
 * What two spellings of one company probably share: the name without legal form, blanks, punctuation, case and accents.
 * `㈜한빛`, `주식회사 한빛` and `한빛(주)` are alike; so are `Acme Inc.` and `ACME`. A hint to ask a person by, never a match.
 */
export function companyLikeness(name: string): string {
  const folded = foldText(name);
  const bare = folded.replace(legalForms, ' ').replace(/[^\p{L}\p{N}]+/gu, '');
  return bare || folded.replace(/\s+/g, '');
}
