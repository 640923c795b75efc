import { type RawBuilder, sql } from 'kysely';
import { contactColumns, contactFields } from '#features/contacts/contact.ts';
import { findChanged } from './find-changed.ts';
import { findTouched } from './find-touched.ts';
import { addressFields, companyFields, hangingTogether, undoneColumns } from './undo-fields.ts';
import { type RunStretch, type UndoWork, undoAccountOf } from './undo-work.ts';
import { holdersOfUnique } from './unique-values.ts';

const uniqueColumns = contactFields
  .filter((field) => 'is_unique' in field && (contactColumns as readonly string[]).includes(field.name))
  .map(({ name }) => name);

/**
 * Finds what a stretch has changed of contacts who were there before the import, into `changed`, and decides field by field
 * what stays: what somebody has changed since (it has another value than the import wrote, or the change log says so), a
 * value that another contact has by now, a company that is gone. A field that was put back by itself before is left out.
 *
 * Contacts whom the import created are left out too: they go or stay whole.
 */
export async function judgeChanged(work: UndoWork, stretch: RunStretch): Promise<void> {
  await findChanged(work, stretch);
  const { rows } = await sql<{ field: string }>`select distinct field from changed`.execute(work.db);
  if (rows.length === 0) return;
  const fields = new Set(rows.map(({ field }) => field));
  await findTouched(work, stretch);
  await judgeValues(work);
  if (addressFields.some((field) => fields.has(field))) await judgeAddresses(work);
  if (companyFields.some((field) => fields.has(field))) await judgeMemberships(work, stretch);
  await sql`
    update changed g set reason = o.reason from changed o
    where o.contact_id = g.contact_id and o.reason is not null and g.reason is null and ${hangsOn('o', 'g')}`.execute(
    work.db,
  );
  for (const [field, holder] of Object.entries({
    ...holdersOfColumns(work),
    ...(await holdersOfUnique(work, 'contact')),
  })) {
    if (fields.has(field)) await judgeUnique(work, field, holder);
  }
}

async function judgeValues(work: UndoWork): Promise<void> {
  const { db } = work;
  const account = undoAccountOf(work);
  await sql`
    update changed g set reason = 'changed' from touched t
    where t.contact_id = g.contact_id and ${hangsOn('t', 'g')}`.execute(db);
  // No tags are told like any other empty field.
  const own = undoneColumns.map((column) => {
    const value = sql.ref(`c.${column}`);
    return sql`${sql.lit(column)}, ${column === 'tags' ? sql`nullif(${value}, '{}')` : value}`;
  });
  await sql`
    update changed g set reason = 'changed'
    from (select distinct contact_id from changed) d
    join contact c on c.account_id = ${account} and c.id = d.contact_id
    cross join lateral (select jsonb_build_object(${sql.join(own)}) as own) v
    where g.contact_id = d.contact_id and g.reason is null and g.field <> all (${[...addressFields, ...companyFields]})
      and coalesce(case when jsonb_exists(v.own, g.field) then v.own else c.custom_fields end -> g.field, 'null')
        is distinct from g.after`.execute(db);
}

/** Whether two fields go back together, as SQL. */
function hangsOn(one: string, other: string) {
  const [a, b] = [sql.ref(`${one}.field`), sql.ref(`${other}.field`)];
  return sql`(${a} = ${b} or ${sql.join(
    hangingTogether.map((fields) => sql`(${a} = any (${fields}) and ${b} = any (${fields}))`),
    sql` or `,
  )})`;
}

/** Addresses are as the import left them where the primary one is, the others are the same ones, and none of the gained was proved. */
async function judgeAddresses(work: UndoWork): Promise<void> {
  const { db } = work;
  const account = undoAccountOf(work);
  const texts = (side: 'before' | 'after') => sql`
    select contact_id, email from changed cross join lateral jsonb_array_elements_text(
      case when jsonb_typeof(${sql.ref(side)}) = 'array' then ${sql.ref(side)}
        else jsonb_build_array(${sql.ref(side)}) end) listed (email)
    where field = any (${addressFields}) and email is not null`;
  await sql`insert into gained (${texts('after')}) except (${texts('before')})`.execute(db);
  await sql`
    update changed g set reason = 'changed' from (
      select d.contact_id,
        coalesce((select to_jsonb(e.email) from contact_email e
          where e.account_id = ${account} and e.contact_id = d.contact_id and e.is_primary), 'null') as email,
        to_jsonb(array(select e.email from contact_email e
          where e.account_id = ${account} and e.contact_id = d.contact_id and not e.is_primary)) as other_emails,
        exists (select from gained n join contact_email e on e.account_id = ${account} and e.email = n.email
          where n.contact_id = d.contact_id and e.state <> 'unverified') as has_proved
      from (select distinct contact_id from changed where field = any (${addressFields})) d) n
    where g.contact_id = n.contact_id and g.reason is null and (
      (g.field = 'email' and n.email is distinct from g.after)
      or (g.field = 'other_emails' and not (n.other_emails <@ g.after and n.other_emails @> g.after))
      or (g.field = any (${addressFields}) and n.has_proved))`.execute(db);
}

async function judgeMemberships(work: UndoWork, { first_row, last_row }: RunStretch): Promise<void> {
  const { db, import_id } = work;
  const account = undoAccountOf(work);
  await sql`
    insert into moved
    select r.contact_id, row_number() over (partition by r.contact_id order by r.row_number desc), r.membership
    from (select distinct contact_id from changed where field = any (${companyFields})) g
    join import_row r on r.account_id = ${account} and r.import_id = ${import_id} and r.contact_id = g.contact_id
    where r.phase = 'run' and r.row_number between ${first_row} and ${last_row} and r.changes is not null
      and r.membership is not null`.execute(db);
  await sql`
    update changed g set reason = 'changed'
    where g.field = any (${companyFields}) and g.reason is null and not exists (
      select from moved m join membership p on p.account_id = ${account} and p.contact_id = m.contact_id
        and p.company_id = (m.membership ->> 'company_id')::bigint
        and p.is_primary = (m.membership ->> 'is_primary')::boolean
      where m.contact_id = g.contact_id and m.step = 1)`.execute(db);
  await sql`
    update changed g set reason = 'company_gone' from moved m
    where m.contact_id = g.contact_id and g.field = any (${companyFields}) and g.reason is null
      and m.membership ->> 'left' is not null
      and not exists (
        select from company k
        where k.account_id = ${account} and k.id = (m.membership -> 'left' ->> 'company_id')::bigint)`.execute(db);
}

function holdersOfColumns(work: UndoWork): Record<string, RawBuilder<unknown>> {
  const account = undoAccountOf(work);
  const holderOf = (column: string) =>
    sql`contact o where o.account_id = ${account} and o.${sql.ref(column)} = g.before #>> '{}'`;
  return Object.fromEntries(uniqueColumns.map((column) => [column, holderOf(column)]));
}

/** Who keeps his value may keep another one from getting it back, and so on. */
async function judgeUnique(work: UndoWork, field: string, holder: RawBuilder<unknown>): Promise<void> {
  const { db, import_id, isPreview } = work;
  const account = undoAccountOf(work);
  const givesUp = isPreview
    ? sql`o.created_by_import_id = ${import_id} or exists (
        select from import_row r where r.account_id = ${account} and r.import_id = ${import_id} and r.phase = 'run'
          and r.contact_id = o.id and r.changes is not null and jsonb_exists(r.changes, ${field}))`
    : sql`exists (
        select from changed h where h.contact_id = o.id and h.field = ${field} and h.reason is null)`;
  for (let found = 1n; found > 0n; ) {
    const { numAffectedRows = 0n } = await sql`
      update changed g set reason = 'taken'
      where g.field = ${field} and g.reason is null and g.before <> 'null' and exists (
        select from ${holder} and o.id <> g.contact_id and not (${givesUp}))`.execute(db);
    found = numAffectedRows;
  }
}
