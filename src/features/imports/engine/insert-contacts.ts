import { sql } from 'kysely';
import { accountOf, addressesOf, type ChunkWork, hasTarget, ownTargets } from './chunk-work.ts';
import { isCustom } from './plan-import.ts';
import { derivedColumns } from './staged-rows.ts';

/**
 * Makes the contacts that rows at work bring, with their addresses. Which import it was stands in the contact: a change-log
 * entry for each would double the work of a first import.
 */
export async function insertContacts(work: ChunkWork): Promise<void> {
  const { db, plan, at, import_id } = work;
  const account = accountOf(work);
  const columns = ownTargets(plan).flatMap(({ ref }) => [ref, ...derivedColumns(plan, ref)]);
  const values = columns.map((column) => ({
    column: sql.ref(column),
    value: column === 'tags' ? sql`coalesce(s.tags, '{}')` : sql.ref(`s.${column}`),
  }));
  if (plan.targets.some(({ ref }) => isCustom(ref))) {
    values.push({ column: sql.ref('custom_fields'), value: sql`s.custom_defaults || s.custom_fields` });
  }
  await sql`
    insert into contact (account_id, id, ${sql.join(values.map(({ column }) => column))}, source, created_by_import_id, created_at, updated_at)
    select ${account}, d.contact_id, ${sql.join(values.map(({ value }) => value))}, 'import', ${import_id}::bigint,
      ${at}::timestamptz, ${at}::timestamptz
    from decided d join staged s using (row_number) where d.is_new order by d.contact_id`.execute(db);
  const addresses = addressesOf(plan);
  if (!addresses) return;
  const primary = hasTarget(plan, 'other_emails')
    ? sql`coalesce(${hasTarget(plan, 'email') ? sql`s.email, ` : sql``}s.other_emails[1])`
    : sql`s.email`;
  await sql`
    insert into contact_email (account_id, email, contact_id, is_primary, created_at)
    select distinct on (a.email) ${account}, a.email, d.contact_id, a.email = ${primary}, ${at}::timestamptz
    from decided d join staged s using (row_number) cross join unnest(${addresses}) a (email)
    where d.is_new and a.email is not null order by a.email`.execute(db);
}
