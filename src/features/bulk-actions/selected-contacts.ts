import { type SelectQueryBuilder, sql } from 'kysely';
import { matchingContacts } from '#features/contacts/filter/matching-contacts.ts';
import type { Context } from '#platform/context.ts';
import type { Tables } from '#platform/database/tables.generated.ts';
import type { Selection } from './bulk-action.ts';

/** The ids of the contacts that a selection means now, as a query; runs in a transaction of the account. */
export async function selectedContacts(
  ctx: Context,
  selection: Selection,
): Promise<SelectQueryBuilder<Tables, 'contact', { id: number }>> {
  if ('filter' in selection) return (await matchingContacts(ctx, selection.filter)).select('contact.id');
  const contacts = ctx.db.selectFrom('contact').select('contact.id');
  if ('ids' in selection) return contacts.where(sql<boolean>`contact.id = any(${[...selection.ids]}::bigint[])`);
  return contacts.where('created_by_import_id', '=', selection.created_by_import_id).where('deleted_at', 'is', null);
}
