import type { Context } from '#platform/context.ts';

/** Which way in was added, one of the two; 0 for the other. */
export type AddedWayIn = { passkey_id: number; sign_in_identity_id: number };

/** What a way in is called and since when it opens, for the mail about it; null where it has been taken away again. In the running transaction. */
export async function findAddedWayIn(
  { db }: Context,
  { passkey_id, sign_in_identity_id }: AddedWayIn,
): Promise<{ way: string; is_passkey: boolean; added_at: Date } | null> {
  if (passkey_id) {
    const key = await db
      .selectFrom('passkey')
      .select(['name as way', 'created_at as added_at'])
      .where('id', '=', passkey_id)
      .executeTakeFirst();
    return key ? { ...key, is_passkey: true } : null;
  }
  const link = await db
    .selectFrom('sign_in_identity')
    .innerJoin('sign_in_provider', (join) =>
      join
        .onRef('sign_in_provider.account_id', '=', 'sign_in_identity.account_id')
        .onRef('sign_in_provider.id', '=', 'sign_in_identity.provider_id'),
    )
    .select(['sign_in_provider.name as way', 'sign_in_identity.created_at as added_at'])
    .where('sign_in_identity.id', '=', sign_in_identity_id)
    .executeTakeFirst();
  return link ? { ...link, is_passkey: false } : null;
}
