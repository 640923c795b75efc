import { sql } from 'kysely';
import { contactColumns, contactFields } from '#features/contacts/contact.ts';
import { isNotPutBack, isSince } from './log-conditions.ts';
import { addressFields, companyFields, hangingTogether, undoneColumns } from './undo-fields.ts';
import { type RunStretch, type UndoWork, undoAccountOf } from './undo-work.ts';

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
  for (const column of uniqueColumns) if (fields.has(column)) await judgeUnique(work, column);
}

/**
 * Everything is planned, on purpose, from the rows of the stretch to what each of them meets ("lateral … offset 0"): right
 * after a run nothing is known yet of what the tables hold, and any other order may look cheap and take for ever.
 */
async function findChanged(work: UndoWork, { first_row, last_row }: RunStretch): Promise<void> {
  const { db, import_id, record_id: contact_id, at, isPreview } = work;
  const account = undoAccountOf(work);
  await sql`
    insert into changed
    select r.contact_id, e.field, min(r.row_number), (array_agg(e.pair -> 0 order by r.row_number))[1],
      (array_agg(e.pair -> 1 order by r.row_number desc))[1]
    from (
      select contact_id, row_number, changes from import_row
      where account_id = ${account} and import_id = ${import_id} and phase = 'run'
        and row_number between ${first_row} and ${last_row} and changes is not null
        and ${contact_id === null ? sql`true` : sql`contact_id = ${contact_id}`}
      offset 0) r
    cross join lateral (
      select created_by_import_id from contact where account_id = ${account} and id = r.contact_id offset 0) c
    left join lateral (
      select fields from import_undo_record
      where account_id = ${account} and import_id = ${import_id} and record = 'contact' and record_id = r.contact_id
        and at < ${at}
      offset 0) u on true
    cross join lateral jsonb_each(r.changes) e (field, pair)
    where c.created_by_import_id is distinct from ${import_id}
      and (u.fields -> e.field ->> 'state') is distinct from 'back'
    group by r.contact_id, e.field`.execute(db);
  if (isPreview) {
    // Later stretches were looked at before, and will be undone by then.
    await sql`
      delete from changed g using foretold f where f.contact_id = g.contact_id and f.field = g.field`.execute(db);
    await sql`insert into foretold select contact_id, field from changed`.execute(db);
  } else {
    await sql`
      select from contact where account_id = ${account} and id in (select contact_id from changed)
      order by id for update`.execute(db);
  }
  await sql`analyze changed`.execute(db);
}

/**
 * Entries are told apart by their ids: of two changes of one contact the later one has the higher id, whenever their
 * transactions began. What another import has changed and its undo has put back was not touched. The import's own entry is
 * looked up by its contact: by its import, every stretch would read the entries of all the others.
 */
async function findTouched(work: UndoWork, { finished_at }: RunStretch): Promise<void> {
  const { db, import_id, since } = work;
  const account = undoAccountOf(work);
  await sql`
    insert into logged
    select g.contact_id, l.id from (select distinct contact_id from changed offset 0) g
    cross join lateral (
      select max(id) as id from change_log
      where account_id = ${account} and record = 'contact' and record_id = g.contact_id and at = ${finished_at}
        and import_id is not distinct from ${import_id} and act = 'import_updated'
      offset 0) l
    where l.id is not null`.execute(db);
  await sql`analyze logged`.execute(db);
  await sql`
    insert into touched
    select distinct l.record_id, k.field
    from (select g.contact_id, o.id from (select distinct contact_id from changed) g join logged o using (contact_id) offset 0) g
    cross join lateral (
      select id, record_id, import_id, changes from change_log
      where account_id = ${account} and record = 'contact' and record_id = g.contact_id and ${isSince(since)} and id > g.id
        and import_id is distinct from ${import_id} and act <> 'import_undone' and changes is not null
      offset 0) l
    cross join lateral jsonb_object_keys(l.changes) k (field)
    where ${isNotPutBack(account, 'contact', since)}`.execute(db);
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

/** Who keeps his value may keep another one from getting it back, and so on. */
async function judgeUnique(work: UndoWork, column: string): Promise<void> {
  const { db, import_id, isPreview } = work;
  const account = undoAccountOf(work);
  const givesUp = isPreview
    ? sql`o.created_by_import_id = ${import_id} or exists (
        select from import_row r where r.account_id = ${account} and r.import_id = ${import_id} and r.phase = 'run'
          and r.contact_id = o.id and r.changes is not null and jsonb_exists(r.changes, ${column}))`
    : sql`exists (
        select from changed h where h.contact_id = o.id and h.field = ${column} and h.reason is null)`;
  for (let found = 1n; found > 0n; ) {
    const { numAffectedRows = 0n } = await sql`
      update changed g set reason = 'taken'
      where g.field = ${column} and g.reason is null and g.before <> 'null' and exists (
        select from contact o
        where o.account_id = ${account} and o.${sql.ref(column)} = g.before #>> '{}' and o.id <> g.contact_id
          and not (${givesUp}))`.execute(db);
    found = numAffectedRows;
  }
}
