import { sql } from 'kysely';
import { accountOf, type ChunkWork, ownTargets } from '#features/imports/engine/chunk-work.ts';
import { isCustom } from '#features/imports/engine/plan-import.ts';
import { derivedColumns } from '#features/imports/engine/staged-rows.ts';

/** Makes the companies that rows at work bring. Which import it was stands in the company, as with contacts. */
export async function insertCompanies(work: ChunkWork): Promise<void> {
  const { db, plan, at, import_id } = work;
  const columns = ownTargets(plan).flatMap(({ ref }) => [ref, ...derivedColumns(plan, ref)]);
  const values = columns.map((column) => ({ column: sql.ref(column), value: sql.ref(`s.${column}`) }));
  if (plan.targets.some(({ ref }) => isCustom(ref))) {
    values.push({ column: sql.ref('custom_fields'), value: sql.raw('s.custom_defaults || s.custom_fields') as never });
  }
  await sql`
    insert into company (account_id, id, ${sql.join(values.map(({ column }) => column))}, parent_company_id, created_by_import_id,
      created_at, updated_at)
    select ${accountOf(work)}, d.company_id, ${sql.join(values.map(({ value }) => value))},
      case when d.is_moving then d.parent_id end, ${import_id}::bigint, ${at}::timestamptz, ${at}::timestamptz
    from decided d join staged s using (row_number) where d.is_new and not d.is_claiming order by d.company_id`.execute(
    db,
  );
}
