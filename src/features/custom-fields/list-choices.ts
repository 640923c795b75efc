import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { CustomField } from './custom-field.ts';
import { findCustomField } from './find-custom-field.ts';

export interface ListedChoices {
  field: CustomField;
  /** How many contacts or companies, deleted ones aside, have each of the choices. */
  counts: Record<string, number>;
  /** Values are still being changed after an earlier edit; until that is done the choices stay as they are. */
  is_moving: boolean;
}

/** The choices of a dropdown with how many records have each; not_found for any other field. */
export async function listChoices(ctx: Context, { id }: { id: number }): Promise<ListedChoices> {
  allow(ctx, 'custom_fields.edit');
  return inTransaction(ctx, async (ctx) => {
    const field = await findCustomField(ctx, { id });
    if (field.kind !== 'dropdown') throw new Failure('not_found', 'platform.not_found');
    const { rows } = await sql<{ choice: string; count: number }>`
      select r.custom_fields ->> ${field.name} as choice, count(*)::int as count
      from ${sql.table(field.record)} r
      where r.deleted_at is null and r.custom_fields ->> ${field.name} is not null
      group by 1`.execute(ctx.db);
    const { choice_moves } = await ctx.db
      .selectFrom('custom_field')
      .select('choice_moves')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const counts = Object.fromEntries(rows.map(({ choice, count }) => [choice, count]));
    return { field, counts, is_moving: choice_moves !== null };
  });
}
