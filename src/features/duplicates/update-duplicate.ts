import { recordChanges } from '#features/change-log/record-changes.ts';
import { lockContactRows } from '#features/contacts/lock-contact-rows.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { pairKey } from './duplicate-pair.ts';

/**
 * Remembers of two contacts that they are not one person, however alike they become (`is_dismissed`), or forgets it again;
 * both logs tell it. Fails as not_found for a contact that is not there.
 */
export async function updateDuplicate(
  ctx: Context,
  input: { contact_id: number; other_contact_id: number; is_dismissed: boolean },
): Promise<void> {
  allow(ctx, 'contacts.merge');
  const { is_dismissed } = input;
  const key = pairKey(input.contact_id, input.other_contact_id);
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    await lockContactRows(ctx, [key.contact_id, key.other_contact_id]);
    const [one, other] = await db
      .selectFrom('contact')
      .select(['id', 'name'])
      .where('id', 'in', [key.contact_id, key.other_contact_id])
      .where('deleted_at', 'is', null)
      .execute();
    if (!one || !other) throw new Failure('not_found', 'platform.not_found');
    const known = await db
      .selectFrom('duplicate_pair')
      .select('dismissed_at')
      .where('contact_id', '=', key.contact_id)
      .where('other_contact_id', '=', key.other_contact_id)
      .executeTakeFirst();
    const isDismissed = known !== undefined && known.dismissed_at !== null;
    if (isDismissed === is_dismissed) return;
    const dismissed_by_agent_id = caller.kind === 'agent' ? caller.agent_id : null;
    const judgement = is_dismissed
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
    const told = (record_id: number, name: string) => ({
      record: 'contact' as const,
      record_id,
      act: is_dismissed ? ('told_apart' as const) : ('told_apart_undone' as const),
      changes: { told_apart_from: (is_dismissed ? [null, name] : [name, null]) as [string | null, string | null] },
    });
    await recordChanges(ctx, [told(one.id, other.name), told(other.id, one.name)]);
  });
}
