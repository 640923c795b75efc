import type { Selectable } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import type { CompanyRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';

/** A company as its page shows it. */
export interface FoundCompany extends Omit<Selectable<CompanyRow>, 'account_id' | 'custom_fields'> {
  custom_fields: Record<string, FieldValue>;
  domains: string[];
  parent_company: string | null;
  /** Direct children, by name; at most 100. */
  child_companies: { id: number; name: string }[];
}

const maxChildren = 100;

/** One company that is not deleted, with its domains and the companies next to it in the tree. */
export async function findCompany(ctx: Context, { id }: { id: number }): Promise<FoundCompany> {
  allow(ctx, 'companies.view');
  return inTransaction(ctx, async ({ db }) => {
    const row = await db
      .selectFrom('company')
      .leftJoin('company as parent', 'parent.id', 'company.parent_company_id')
      .selectAll('company')
      .select('parent.name as parent_company')
      .where('company.id', '=', id)
      .where('company.deleted_at', 'is', null)
      .executeTakeFirst();
    if (!row) throw new Failure('not_found', 'platform.not_found');
    const domains = await db
      .selectFrom('company_domain')
      .select('domain')
      .where('company_id', '=', id)
      .orderBy('domain')
      .execute();
    const child_companies = await db
      .selectFrom('company')
      .select(['id', 'name'])
      .where('parent_company_id', '=', id)
      .where('deleted_at', 'is', null)
      .orderBy('sort_key')
      .orderBy('id')
      .limit(maxChildren)
      .execute();
    const { account_id, ...company } = row;
    return {
      ...company,
      custom_fields: row.custom_fields as Record<string, FieldValue>,
      domains: domains.map(({ domain }) => domain),
      child_companies,
    };
  });
}
