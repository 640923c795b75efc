import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/** Puts a provider's button one place up or down; at either end it stays. Needs `settings.edit`. */
export async function moveProvider(ctx: Context, { id, by }: { id: number; by: -1 | 1 }): Promise<void> {
  allow(ctx, 'settings.edit');
  await inTransaction(ctx, async (ctx) => {
    const { db } = ctx;
    const rows = await db
      .selectFrom('sign_in_provider')
      .select('id')
      .orderBy('position')
      .orderBy('id')
      .forUpdate()
      .execute();
    const ids = rows.map((row) => row.id);
    const from = ids.indexOf(id);
    if (from < 0) throw new Failure('not_found', 'platform.not_found');
    const to = from + by;
    if (to < 0 || to >= ids.length) return;
    ids.splice(to, 0, ...ids.splice(from, 1));
    await sql`
      update sign_in_provider p set position = o.position
      from unnest(${ids}::bigint[]) with ordinality o (id, position)
      where p.id = o.id and p.position <> o.position`.execute(db);
    const changes = { position: [from + 1, to + 1] satisfies [number, number] };
    await recordChange(ctx, { record: 'sign_in_provider', record_id: id, act: 'updated', changes });
  });
}
