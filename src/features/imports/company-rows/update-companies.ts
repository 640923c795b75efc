import { type RawBuilder, sql } from 'kysely';
import { accountOf, type ChunkWork, ownTargets, targetOf } from '#features/imports/engine/chunk-work.ts';
import { nextValues } from '#features/imports/engine/next-values.ts';
import { isCustom } from '#features/imports/engine/plan-import.ts';
import { derivedColumns } from '#features/imports/engine/staged-rows.ts';
import { domainsOf, nextDomains } from './next-domains.ts';

/**
 * Brings companies that are there to what their rows say, where anything differs, and writes the differences down field by
 * field in `changed` and the parents in `moved`. A company that was made only as a parent takes what its own row says.
 */
export async function updateCompanies(work: ChunkWork): Promise<void> {
  await findChanges(work);
  const { db, plan, at } = work;
  const account = accountOf(work);
  const values = nextValues(plan).map(({ column, next }) => sql`${sql.ref(column)} = ${next}`);
  const parent = sql`parent_company_id = case when d.is_moving then d.parent_id else c.parent_company_id end`;
  await sql`
    update company c set ${sql.join([...values, parent, sql`updated_at = ${at}::timestamptz`])}
    from changed x join decided d using (row_number) join staged s using (row_number)
    where c.account_id = ${account} and c.id = x.company_id`.execute(db);
  await sql`
    update company c set ${sql.join([...claimedValues(work), parent, sql`updated_at = ${at}::timestamptz`])}
    from decided d join staged s using (row_number)
    where d.is_claiming and c.account_id = ${account} and c.id = d.company_id`.execute(db);
  await sql`
    delete from import_parent i using decided d join staged s using (row_number)
    where d.is_claiming and i.account_id = ${account} and i.company_id = d.company_id`.execute(db);
}

function claimedValues({ plan }: ChunkWork): RawBuilder<unknown>[] {
  const columns = ownTargets(plan).flatMap(({ ref }) => [ref, ...derivedColumns(plan, ref)]);
  const values = columns.map((column) => {
    return sql`${sql.ref(column)} = coalesce(${sql.ref(`s.${column}`)}, ${sql.ref(`c.${column}`)})`;
  });
  if (plan.targets.some(({ ref }) => isCustom(ref))) {
    values.push(sql`custom_fields = s.custom_defaults || s.custom_fields`);
  }
  return values;
}

async function findChanges(work: ChunkWork): Promise<void> {
  const { db } = work;
  const account = accountOf(work);
  await sql`
    insert into changed (row_number, company_id, changes)
    select d.row_number, c.id, (
      select jsonb_object_agg(field, jsonb_build_array(old, new)) from (${sql.join(tellings(work), sql` union all `)}) told (field, old, new)
      where old is distinct from new)
    from decided d join staged s using (row_number)
    cross join lateral (select * from company where account_id = ${account} and id = d.company_id offset 0) c
    where d.refusal is null and not d.is_new and d.is_differing`.execute(db);
  await sql`
    insert into moved (row_number, parent)
    select d.row_number, jsonb_build_object('before', c.parent_company_id, 'after', d.parent_id)
    from decided d join staged s using (row_number)
    cross join lateral (
      select parent_company_id from company where account_id = ${account} and id = d.company_id offset 0) c
    where d.is_moving and not d.is_new`.execute(db);
}

/** Selects of (field, old value, new value) for a company `c` that a row `s` changes. */
function tellings(work: ChunkWork): RawBuilder<unknown>[] {
  const { plan } = work;
  const next = nextValues(plan);
  const own = next
    .filter(({ isTold, column }) => isTold && column !== 'custom_fields')
    .map(({ column, next }) => {
      return sql`select ${sql.lit(column)}, to_jsonb(${sql.ref(`c.${column}`)}), to_jsonb(${next})`;
    });
  const custom = next.find(({ column }) => column === 'custom_fields');
  const domains = targetOf(plan, 'domains');
  const nameOf = (id: RawBuilder<unknown>) => sql`
    (select to_jsonb(k.name) from company k where k.account_id = ${accountOf(work)} and k.id = ${id})`;
  return [
    sql`select null::text, null::jsonb, null::jsonb where false`,
    ...own,
    ...(custom ? [sql`select key, c.custom_fields -> key, value from jsonb_each(${custom.next})`] : []),
    ...(domains
      ? [
          sql`select 'domains', to_jsonb(nullif(${domainsOf(work, 'c.id')}, '{}')),
            to_jsonb(nullif(${nextDomains(work, domains.rule)}, '{}'))`,
        ]
      : []),
    ...(targetOf(plan, 'parent_company')
      ? [
          sql`select 'parent_company', ${nameOf(sql`c.parent_company_id`)}, ${nameOf(sql`d.parent_id`)} where d.is_moving`,
        ]
      : []),
  ];
}
