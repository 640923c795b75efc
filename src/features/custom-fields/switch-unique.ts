import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import type { CustomField } from './custom-field.ts';

/** What the triggers that index values share a lock under; see docs/decisions/value-index.md. */
const valuesLock = 12;

type SwitchedField = Pick<CustomField, 'id' | 'record'>;

/**
 * Keeps everybody else from writing values of the account's own fields until the running transaction ends. Has to come before
 * anything that the transaction locks.
 */
export async function lockFieldValues({ db, caller }: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(${valuesLock}, (${caller.account_id}::bigint % 2147483647)::integer)`.execute(
    db,
  );
}

/** Lets the database refuse, or no longer refuse, equal values of a field. Under `lockFieldValues`. */
export async function switchUnique({ db }: Context, { id, record }: SwitchedField, is_unique: boolean): Promise<void> {
  await sql`
    update ${sql.table(`${record}_field_value`)} set is_unique = ${is_unique}
    where field_id = ${id} and is_unique <> ${is_unique}`.execute(db);
}

interface RepeatedValue {
  value: string;
  id: number;
  name: string;
  other_id: number;
  other_name: string;
}

/** Two records with the same value of a field, deleted ones included; null where there are none. */
export async function findRepeatedValue({ db }: Context, { id, record }: SwitchedField): Promise<RepeatedValue | null> {
  const record_id = sql.ref(`${record}_id`);
  const records = sql.table(record);
  const { rows } = await sql<RepeatedValue>`
    with twice as (
      select min(${record_id}) as id, max(${record_id}) as other_id from ${sql.table(`${record}_field_value`)}
      where field_id = ${id} group by value_key having count(*) > 1 order by value_key limit 1)
    select t.id, o.name, t.other_id, p.name as other_name, o.custom_fields ->> (
      select name from custom_field where id = ${id}) as value
    from twice t join ${records} o on o.id = t.id join ${records} p on p.id = t.other_id`.execute(db);
  return rows[0] ?? null;
}

/** Refuses to make a field unique while two records have the same value, naming them. */
export async function refuseRepeatedValue(ctx: Context, field: SwitchedField): Promise<void> {
  const repeated = await findRepeatedValue(ctx, field);
  if (!repeated) return;
  const { value, name, other_name, id, other_id } = repeated;
  throw new Failure('conflict', 'custom_fields.value_repeated', {
    field: 'is_unique',
    values: { value, name, other_name },
    existing: { [`${field.record}_id`]: id, [`other_${field.record}_id`]: other_id },
  });
}
