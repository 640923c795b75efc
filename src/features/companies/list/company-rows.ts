import { type Selectable, sql } from 'kysely';
import { membersCount } from '#features/companies/list-company-tree.ts';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import { columnValues } from '#features/lists/rows/column-values.ts';
import type { Context } from '#platform/context.ts';
import type { CompanyRow } from '#platform/database/tables.generated.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { companyRecord } from './company-record.ts';

/** Fields that every row carries by themselves. */
const carried = new Set([
  'name',
  'parent_company',
  'domains',
  'contacts_count',
  'created_at',
  'updated_at',
  'deleted_at',
]);

/** A company as a list shows it. */
export interface ListedCompany
  extends Pick<
    Selectable<CompanyRow>,
    'id' | 'name' | 'parent_company_id' | 'created_at' | 'updated_at' | 'deleted_at'
  > {
  parent_company: string | null;
  domains: string[];
  /** Living ones; 1,001 stands for more than 1,000. */
  contacts_count: number;
  /** Of the fields that were asked for, by name as conditions write it. */
  values: Record<string, FieldValue>;
}

/** The rows of these companies in the order of the ids, with the values of `columns`, in the running transaction. */
export async function companyRows(
  { db }: Context,
  ids: readonly number[],
  columns: readonly FilterField[],
): Promise<ListedCompany[]> {
  const { rows } = await sql<ListedCompany>`
    select company.id, company.name, company.parent_company_id, parent.name as parent_company,
      array(select domain from company_domain where company_id = company.id order by domain) as domains,
      ${membersCount(sql`company.id`)} as contacts_count, company.created_at, company.updated_at, company.deleted_at,
      ${columnValues(companyRecord, columns, carried)} as values
    from unnest(${ids}::bigint[]) with ordinality as listed (id, place)
    join company on company.id = listed.id left join company parent on parent.id = company.parent_company_id
    order by place`.execute(db);
  return rows;
}
