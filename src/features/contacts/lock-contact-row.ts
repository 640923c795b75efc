import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { type FoundContact, findContact } from './find-contact.ts';

/**
 * The contact as it stands, held until the transaction ends, so that two changes at once come one after the other. A
 * deleted one is refused by name, one that never was as not_found.
 */
export async function lockContactRow(ctx: Context, id: number): Promise<FoundContact> {
  const row = await ctx.db
    .selectFrom('contact')
    .select(['name', 'deleted_at'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row?.deleted_at) throw new Failure('conflict', 'contacts.is_deleted', { values: { name: row.name } });
  return findContact(ctx, { id });
}
