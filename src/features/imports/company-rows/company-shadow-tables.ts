import { sql } from 'kysely';
import { accountOf, type ChunkWork, hasTarget } from '#features/imports/engine/chunk-work.ts';
import type { ImportPlan } from '#features/imports/engine/plan-import.ts';
import { firstShadowId, shadowValues } from '#features/imports/engine/shadow-tables.ts';
import type { Database } from '#platform/database/database.ts';
import { namedCompanies } from './named-companies.ts';

/** The tables of a check of companies; what they are for is told with those of contacts. */
export async function createShadowTables(db: Database, plan: ImportPlan): Promise<void> {
  await db.client!.query(`
    create temporary sequence company_id_seq start with ${firstShadowId};
    create temporary table company (like public.company including defaults, primary key (account_id, id),
      unique (account_id, name_key));
    create temporary table company_domain (like public.company_domain, primary key (account_id, domain));
    create temporary table import_parent (like public.import_parent, primary key (account_id, company_id));
    ${shadowValues(plan)}
    create index on pg_temp.company (account_id, unique_external_id) where unique_external_id is not null;
    create index on pg_temp.company (account_id, parent_company_id) where parent_company_id is not null;
    create index on pg_temp.company_domain (account_id, company_id);
  `);
}

/**
 * Brings into the shadow tables the companies that the chunk's rows name, with their domains, and where parents are told those
 * above and below them. What the check has changed already stays as it left it.
 */
export async function copyIntoShadows(work: ChunkWork): Promise<void> {
  const account = accountOf(work);
  const [up, down] = hasTarget(work.plan, 'parent_company')
    ? [
        sql`union select k.parent_company_id from above a cross join lateral (
          select parent_company_id from public.company where account_id = ${account} and id = a.id offset 0) k
          where k.parent_company_id is not null`,
        sql`union select k.id from below b cross join lateral (
          select id from public.company where account_id = ${account} and parent_company_id = b.id offset 0) k`,
      ]
    : [sql``, sql``];
  await sql`
    with recursive named as (
      select company_id as id, bool_or(is_own) as is_own from (${namedCompanies(work, 'public')}) n group by company_id),
    above (id) as (select id from named ${up}),
    below (id) as (select id from named where is_own ${down}),
    copied as (
      insert into pg_temp.company
      select k.* from (select id from above union select id from below) found
      join public.company k on k.account_id = ${account} and k.id = found.id
      on conflict do nothing returning id)
    insert into pg_temp.company_domain
    select e.* from copied join public.company_domain e on e.account_id = ${account} and e.company_id = copied.id`.execute(
    work.db,
  );
}
