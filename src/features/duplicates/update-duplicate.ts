import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { pairKey } from './duplicate-pair.ts';

/**
 * Remembers of two contacts that they are not one person, however alike they become (`is_dismissed`), or forgets it again.
 * Fails as not_found for a contact that is not there.
 */
export async function updateDuplicate(
  ctx: Context,
  input: { contact_id: number; other_contact_id: number; is_dismissed: boolean },
): Promise<void> {
  allow(ctx, 'contacts.merge');
  const key = pairKey(input.contact_id, input.other_contact_id);
  await inTransaction(ctx, async ({ db, caller, clock }) => {
    const there = await db
      .selectFrom('contact')
      .select('id')
      .where('id', 'in', [key.contact_id, key.other_contact_id])
      .where('deleted_at', 'is', null)
      .execute();
    if (there.length < 2) throw new Failure('not_found', 'platform.not_found');
    const dismissed_by_agent_id = caller.kind === 'agent' ? caller.agent_id : null;
    const judgement = input.is_dismissed
      ? { dismissed_at: clock.now(), dismissed_by_agent_id }
      : { dismissed_at: null, dismissed_by_agent_id: null };
    await db
      .insertInto('duplicate_pair')
      .values({ account_id: caller.account_id, ...key, ...judgement })
      .onConflict((known) => known.columns(['account_id', 'contact_id', 'other_contact_id']).doUpdateSet(judgement))
      .execute();
    // Said of two who are no longer alike: nothing is left to be shown.
    await db
      .deleteFrom('duplicate_pair')
      .where('contact_id', '=', key.contact_id)
      .where('other_contact_id', '=', key.other_contact_id)
      .where('dismissed_at', 'is', null)
      .where('certainty', '=', 0)
      .execute();
  });
}
