import type { GivenConsent } from '#features/portal-access/consents/consent.ts';
import type { Context } from '#platform/context.ts';
import type { OpenSignUp } from './find-sign-up.ts';

export interface WaitingSignUp extends Omit<OpenSignUp, 'expires_at'> {
  password_hash: string | null;
  /** What he has ticked when he chose it. */
  consents: GivenConsent[];
}

/** A sign-up that waits for an agent, held until the running transaction ends; null once it is decided, or where there is none. */
export async function lockWaiting({ db }: Context, id: number): Promise<WaitingSignUp | null> {
  const row = await db
    .selectFrom('sign_up')
    .select(['id', 'name', 'email', 'language', 'custom_fields', 'password_hash', 'consents'])
    .where('id', '=', id)
    .where('spent_at', 'is not', null)
    .where('decided_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const given = (row.consents ?? []) as unknown as (GivenConsent & { given_at: string })[];
  return {
    ...row,
    custom_fields: row.custom_fields as Record<string, string>,
    consents: given.map((one) => ({ ...one, given_at: new Date(one.given_at) })),
  };
}
