import { sql } from 'kysely';
import { accountOf, type ChunkWork } from '#features/imports/engine/chunk-work.ts';
import { enqueue } from '#platform/queue/enqueue.ts';

/** Contacts are found by the names of their companies: jobs write them anew for those that rows at work have renamed. */
export async function renewSearches(work: ChunkWork): Promise<void> {
  const { rows } = await sql<{ company_id: number }>`
    select x.company_id from changed x join staged s using (row_number)
    where jsonb_exists(x.changes, 'name') and exists (
      select from membership m where m.account_id = ${accountOf(work)} and m.company_id = x.company_id offset 0)
    order by x.company_id`.execute(work.db);
  for (const { company_id } of rows) await enqueue(work.ctx, 'contacts.write_search_of_company', { company_id });
}
