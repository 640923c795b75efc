import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Refuses an act on a contact who is not there, in the running transaction: one who is deleted by name, for whoever has his page
 * still open is to know what became of him; one that never was as not_found.
 */
export async function refuseGone({ db }: Context, { contact_id }: { contact_id: number }): Promise<never> {
  const deleted = await db
    .selectFrom('contact')
    .select('name')
    .where('id', '=', contact_id)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst();
  if (!deleted) throw new Failure('not_found', 'platform.not_found');
  throw new Failure('conflict', 'contacts.is_deleted', { values: { name: deleted.name } });
}
