import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { CustomField } from './custom-field.ts';

/** What values of a dropdown become, and how far that has come; `custom_field.choice_moves` while it is under way. */
export interface ChoiceMoves {
  /** From what to what; null is nothing. */
  moves: Record<string, string | null>;
  /** The place in the list of former choices, and the last record seen of those who have that one. */
  at: number;
  after_id: number;
}

/** The job that goes on where the act has left off. */
export const moveChoicesJob = 'custom_fields.move_choices';

const recordsAtOnce = 5_000;

/** Gives some thousand records their new values, in the running transaction. What is still to be done, or null. */
export async function moveSome(
  { db }: Context,
  { id, record, name }: Pick<CustomField, 'id' | 'record' | 'name'>,
  { moves, at, after_id }: ChoiceMoves,
): Promise<ChoiceMoves | null> {
  const former = Object.keys(moves)[at];
  if (former === undefined) return null;
  const record_id = sql.ref(`${record}_id`);
  const { rows } = await sql<{ id: number }>`
    select ${record_id} as id from ${sql.table(`${record}_field_value`)}
    where field_id = ${id} and value_key = field_value_key(${former}, 'dropdown') and ${record_id} > ${after_id}
    order by ${record_id} limit ${recordsAtOnce}`.execute(db);
  const ids = rows.map((row) => row.id);
  await sql`select from ${sql.table(record)} where id = any (${ids}) order by id for no key update`.execute(db);
  const moved = JSON.stringify(moves);
  await sql`
    update ${sql.table(record)} set custom_fields = case
      when ${moved}::jsonb -> (custom_fields ->> ${name}) = 'null' then custom_fields - ${name}
      else custom_fields || jsonb_build_object(${name}::text, ${moved}::jsonb -> (custom_fields ->> ${name})) end
    where id = any (${ids}) and jsonb_exists(${moved}::jsonb, custom_fields ->> ${name})`.execute(db);
  return ids.length < recordsAtOnce ? { moves, at: at + 1, after_id: 0 } : { moves, at, after_id: ids.at(-1)! };
}
