import type { Selectable } from 'kysely';
import type { PasskeyRow } from '#platform/database/tables.generated.ts';
import { Failure } from '#platform/failure.ts';

/** A passkey as its owner sees it: nothing of the key itself. */
export type Passkey = Pick<
  Selectable<PasskeyRow>,
  'id' | 'name' | 'is_backup_eligible' | 'is_backed_up' | 'created_at' | 'last_used_at'
>;

/** What is asked of a passkey; a challenge for one purpose is worth nothing for another. */
export type ChallengePurpose = 'portal_sign_in' | 'console_sign_in' | 'registration' | 'proof';

export const longestName = 60;
/** So long somebody may look for his finger, in milliseconds. */
export const challengeMs = 5 * 60_000;

/** Nobody's office makes more sign-ins of passkeys than this; a flood of challenges would fill a table. */
export const challengeLimit = { name: 'passkeys.challenge.network', points: 120, seconds: 600 };

/** The one answer to every passkey that opens nothing, whatever is wrong with it. */
export function passkeyRefused(): Failure {
  return new Failure('invalid', 'passkeys.refused');
}
