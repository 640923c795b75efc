import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Puts a field at a place among those of its record that are not deleted, 1 for the first; a place beyond the last is the last.
 * The others keep their order.
 */
export async function moveCustomField(ctx: Context, { id, place }: { id: number; place: number }): Promise<void> {
  allow(ctx, 'custom_fields.edit');
  await inTransaction(ctx, async (ctx) => {
    const { db } = ctx;
    const { rows } = await sql<{ id: number }>`
      select id from custom_field
      where deleted_at is null and record = (select record from custom_field where id = ${id} and deleted_at is null)
      order by id for no key update`.execute(db);
    if (rows.length === 0) throw new Failure('not_found', 'platform.not_found');
    const ordered = await db
      .selectFrom('custom_field')
      .select('id')
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .orderBy('position')
      .orderBy('id')
      .execute();
    const ids = ordered.map((row) => row.id);
    const from = ids.indexOf(id);
    const to = Math.min(Math.max(Math.trunc(place) || 1, 1), ids.length) - 1;
    if (from === to) return;
    ids.splice(to, 0, ...ids.splice(from, 1));
    await sql`
      update custom_field f set position = o.position
      from unnest(${ids}::bigint[]) with ordinality o (id, position)
      where f.id = o.id and f.position <> o.position`.execute(db);
    const changes = { position: [from + 1, to + 1] satisfies [number, number] };
    await recordChange(ctx, { record: 'custom_field', record_id: id, act: 'updated', changes });
  });
}
