import { createHash } from 'node:crypto';
import type { FoundContact } from '#features/contacts/find-contact.ts';
import { plainChoices } from './contact-merge.ts';
import { planMerge } from './plan-merge.ts';

/**
 * What a preview has shown of a pair, in short: the same as long as merging them would do the same. `customNames` are the account's own
 * fields; a sign-in in between changes nothing that anybody looked at.
 */
export function seenPair(
  survivor: FoundContact,
  other: FoundContact,
  { customNames, now }: { customNames: readonly string[]; now: Date },
): string {
  const { access, ...plan } = planMerge(survivor, other, { choices: plainChoices, customNames, now });
  const { last_sign_in_at: _, ...states } = access.states;
  const shown = [[survivor, other].map(shownOf), plan, { ...access, states }];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}

/** What is said of one of the two beside the plan. */
function shownOf({ id, name, emails, memberships, portal_access, portal_state }: FoundContact): unknown[] {
  return [id, name, emails.map(({ email, state }) => [email, state]), memberships, portal_access, portal_state];
}
