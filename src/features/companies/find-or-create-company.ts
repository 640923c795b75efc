import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { sortKey } from '#platform/fields/sort-key.ts';
import { companyNameKey } from './company.ts';
import { nameTaken } from './name-taken.ts';

/**
 * The id of the company of this name, which is made where there is none: how a contact's form names companies. `name` has
 * been read as a text field. Of two that make the same one at once, both get it. Refuses the name of a deleted one.
 */
export async function findOrCreateCompany(ctx: Context, { name }: { name: string }): Promise<number> {
  allow(ctx, 'companies.view');
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const name_key = companyNameKey(name);
    // Held, so that who is put into it is not left behind by a deletion at the same moment.
    const existing = db
      .selectFrom('company')
      .select(['id', 'deleted_at'])
      .where('name_key', '=', name_key)
      .forKeyShare();
    const found = await existing.executeTakeFirst();
    if (found?.deleted_at) throw await nameTaken(ctx, { name, field: 'company' });
    if (found) return found.id;
    allow(ctx, 'companies.edit');
    const now = clock.now();
    const made = await db
      .insertInto('company')
      .values({
        account_id: caller.account_id,
        name,
        name_key,
        sort_key: sortKey(name),
        created_at: now,
        updated_at: now,
      })
      .onConflict((same) => same.columns(['account_id', 'name_key']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) return (await existing.executeTakeFirstOrThrow()).id;
    await recordChange(ctx, { record: 'company', record_id: made.id, act: 'created' });
    return made.id;
  });
}
