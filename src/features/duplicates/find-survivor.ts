import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** The contact whom one that was merged away lives on in, also where that one was merged away in turn; null for one who was not. */
export async function findSurvivor(
  ctx: Context,
  { id }: { id: number },
): Promise<{ id: number; name: string; merged_name: string } | null> {
  allow(ctx, 'contacts.view');
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ id: number; name: string; merged_name: string }>`
      with recursive way as (
        select id, name, name as merged_name, merged_into_contact_id from contact
        where id = ${id} and merged_into_contact_id is not null
        union all
        select c.id, c.name, way.merged_name, c.merged_into_contact_id from way join contact c on c.id = way.merged_into_contact_id
      )
      select id, name, merged_name from way where merged_into_contact_id is null`.execute(db),
  );
  return rows[0] ?? null;
}
