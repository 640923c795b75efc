import { type RawBuilder, sql } from 'kysely';
import { contactColumnsOf } from '#features/contacts/contact-columns.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { putBackMemberships } from './put-back-memberships.ts';
import { addressFields, companyFields, undoneColumns } from './undo-fields.ts';
import { type UndoWork, undoAccountOf } from './undo-work.ts';

/** Contacts whose search text is made again at once: more would be one large message to the database. */
const atOnce = 2_000;

/**
 * Gives the contacts of `changed` back what nothing keeps as it is, and writes that down. Exactly the inverse of what the
 * stretch did, so later stretches come first. Gives of how many contacts something went back.
 */
export async function putBack(work: UndoWork): Promise<number> {
  const { ctx, db } = work;
  const { rows } = await sql<{ field: string }>`select distinct field from changed where reason is null`.execute(db);
  if (rows.length === 0) return 0;
  const fields = new Set(rows.map(({ field }) => field));
  await putBackColumns(work, fields);
  if (addressFields.some((field) => fields.has(field))) await putBackAddresses(work);
  if (companyFields.some((field) => fields.has(field))) await putBackMemberships(work);
  const { rows: contacts } = await sql<{ contact_id: number }>`
    select distinct contact_id from changed where reason is null order by contact_id`.execute(db);
  const ids = contacts.map(({ contact_id }) => contact_id);
  for (let first = 0; first < ids.length; first += atOnce)
    await writeContactSearch(ctx, ids.slice(first, first + atOnce));
  await logPutBack(work);
  return ids.length;
}

async function putBackColumns(work: UndoWork, fields: ReadonlySet<string>): Promise<void> {
  const { db, at } = work;
  const account = undoAccountOf(work);
  const columns = undoneColumns.filter((column) => fields.has(column));
  // A value may go from one contact to another: all let go of theirs before any gets one.
  for (const column of ['unique_external_id', 'twitter_id'].filter((one) => fields.has(one))) {
    await sql`
      update contact c set ${sql.ref(column)} = null from changed g
      where c.account_id = ${account} and c.id = g.contact_id and g.field = ${column} and g.reason is null`.execute(db);
  }
  const derived = await derivedColumns(work);
  const values = columns.map(
    (column) => sql`${sql.ref(column)} = case when jsonb_exists(g.own, ${column})
    then ${formerValue(column)} else ${sql.ref(`c.${column}`)} end`,
  );
  const following = [...new Set(derived.flatMap(({ columns }) => Object.keys(columns)))].map(
    (column) => sql`${sql.ref(column)} = case when jsonb_exists(d.columns, ${column})
      then d.columns ->> ${column} else ${sql.ref(`c.${column}`)} end`,
  );
  await sql`
    update contact c set ${sql.join([
      ...values,
      ...following,
      sql`custom_fields = c.custom_fields - coalesce(g.emptied, '{}') || coalesce(g.custom, '{}')`,
      sql`updated_at = ${at}::timestamptz`,
    ])}
    from (
      select contact_id,
        coalesce(jsonb_object_agg(field, before) filter (where field = any (${columns})), '{}') as own,
        jsonb_object_agg(field, before) filter (where field <> all (${elsewhere}) and before <> 'null') as custom,
        array_agg(field) filter (where field <> all (${elsewhere}) and before = 'null') as emptied
      from changed where reason is null group by contact_id
    ) g
    left join jsonb_to_recordset(${JSON.stringify(derived)}::jsonb) as d (contact_id bigint, columns jsonb)
      on d.contact_id = g.contact_id
    where c.account_id = ${account} and c.id = g.contact_id`.execute(db);
}

/** Fields whose values are not in `custom_fields`. */
const elsewhere = [...undoneColumns, ...addressFields, ...companyFields];

function formerValue(column: string): RawBuilder<unknown> {
  if (column === 'deleted_at') return sql`(g.own ->> 'deleted_at')::timestamptz`;
  if (column !== 'tags') return sql`g.own ->> ${column}`;
  return sql`array(select jsonb_array_elements_text(
    case when jsonb_typeof(g.own -> 'tags') = 'array' then g.own -> 'tags' else '[]' end))`;
}

/** Sort keys and E.164 forms of the names and phones that go back. */
async function derivedColumns({ db }: UndoWork): Promise<{ contact_id: number; columns: Record<string, unknown> }[]> {
  const { country } = await db.selectFrom('account').select('country').executeTakeFirstOrThrow();
  const { rows } = await sql<{ contact_id: number; values: Record<string, FieldValue> }>`
    select contact_id, jsonb_object_agg(field, before) as values from changed
    where reason is null and field in ('name', 'phone', 'mobile') group by contact_id`.execute(db);
  return rows.map(({ contact_id, values }) => {
    const { name: _name, phone: _phone, mobile: _mobile, ...columns } = contactColumnsOf(values, country);
    return { contact_id, columns };
  });
}

async function putBackAddresses(work: UndoWork): Promise<void> {
  const { db } = work;
  const account = undoAccountOf(work);
  await sql`
    delete from contact_email e using gained n
    where e.account_id = ${account} and e.email = n.email and e.contact_id = n.contact_id and exists (
      select from changed g where g.contact_id = n.contact_id and g.field = any (${addressFields}) and g.reason is null)`.execute(
    db,
  );
  await sql`
    update contact_email e set is_primary = true from changed g
    where g.field = 'email' and g.reason is null and g.before <> 'null'
      and e.account_id = ${account} and e.contact_id = g.contact_id and e.email = g.before #>> '{}'`.execute(db);
}

async function logPutBack(work: UndoWork): Promise<void> {
  const { db, at, import_id, agent_id } = work;
  await sql`
    insert into change_log (account_id, at, caller_kind, caller_id, record, record_id, act, changes, import_id)
    select ${undoAccountOf(work)}, ${at}::timestamptz, ${agent_id === null ? 'system' : 'agent'}, ${agent_id}::bigint,
      'contact', contact_id, 'import_undone', jsonb_object_agg(field, jsonb_build_array(after, before)), ${import_id}::bigint
    from changed where reason is null group by contact_id order by contact_id`.execute(db);
}
