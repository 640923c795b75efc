import { sql } from 'kysely';
import { endPortalAccess } from '#features/invitations/end-portal-access.ts';
import type { ChunkWork } from './chunk-work.ts';

/** What once let restored contacts in must not come back to life with them. The rows have set their access back already. */
export async function writeRestored({ ctx, db, plan }: ChunkWork): Promise<void> {
  if (!plan.can_restore_deleted) return;
  const { rows } = await sql<{ contact_id: number }>`
    select x.contact_id from changed x join staged s using (row_number)
    where jsonb_exists(x.changes, 'deleted_at') order by x.contact_id`.execute(db);
  await endPortalAccess(ctx, { contact_ids: rows.map(({ contact_id }) => contact_id) });
}
