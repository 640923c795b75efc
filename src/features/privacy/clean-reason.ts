import { cleanText } from '#platform/fields/clean-text.ts';

const longestReason = 300;

/** A reason as it is kept with an erasure: one line, or null for none. */
export function cleanReason(given: string | undefined): string | null {
  const reason = cleanText(given ?? '', 'one')
    .slice(0, longestReason)
    .toWellFormed();
  return reason === '' ? null : reason;
}
