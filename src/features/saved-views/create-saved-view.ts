import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import { allow, type Context } from '#platform/context.ts';
import { conflict } from '#platform/database/conflict.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readSavedView } from './read-saved-view.ts';
import { mostViews, viewRights } from './saved-view.ts';

/**
 * Keeps what the caller sees of a list under a name, for himself or, with the right `views.share`, for all agents.
 * `query` is the list's address behind the question mark. Fails as conflict where he has a view of this name or too many.
 */
export async function createSavedView(
  ctx: Context,
  { record, ...given }: { record: RecordName } & Readonly<Record<'name' | 'is_shared' | 'query', RawValue>>,
): Promise<{ id: number }> {
  allow(ctx, viewRights[record]);
  const read = readSavedView(given);
  if (read.is_shared) allow(ctx, 'views.share');
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const agent_id = caller.kind === 'agent' ? caller.agent_id : null;
    const { rows } = await sql<{ count: number }>`
      select count(*) from saved_view
      where record = ${record} and (agent_id is not distinct from ${agent_id} or (${read.is_shared} and is_shared))`.execute(
      db,
    );
    if (rows[0]!.count >= mostViews)
      throw new Failure('conflict', 'saved_views.too_many', { values: { max: mostViews } });
    const { id } = await db
      .insertInto('saved_view')
      .values({
        ...read,
        account_id: caller.account_id,
        record,
        agent_id,
        created_at: clock.now(),
        updated_at: clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
      .catch(conflict('saved_view_name', 'saved_views.name_taken', 'name'));
    await recordChange(ctx, { record: 'saved_view', record_id: id, act: 'created' });
    return { id };
  });
}
