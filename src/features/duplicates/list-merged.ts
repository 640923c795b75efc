import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Whoever was merged into a contact, also by way of another one: his timeline goes on with theirs. */
export async function listMerged(
  ctx: Context,
  { contact_id }: { contact_id: number },
): Promise<{ id: number; name: string }[]> {
  allow(ctx, 'contacts.view');
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ id: number; name: string }>`
      with recursive merged as (
        select id, name from contact where merged_into_contact_id = ${contact_id}
        union all
        select c.id, c.name from merged join contact c on c.merged_into_contact_id = merged.id
      )
      select id, name from merged`.execute(db),
  );
  return rows;
}
