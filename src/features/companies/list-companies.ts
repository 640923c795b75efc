import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { type KeysetInput, keyset, type Page, pageOf } from '#platform/database/keyset.ts';
import { likePattern } from '#platform/database/like-pattern.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { companyNameKey } from './company.ts';

export interface ListedCompany {
  id: number;
  name: string;
  industry: string | null;
  account_tier: string | null;
  renewal_date: string | null;
  parent_company: string | null;
  domains: string[];
  /** 10,001 stands for more than 10,000. */
  contacts_count: number;
  sort_key: string;
}

export interface ListedCompanies extends Page<ListedCompany> {
  /** Of all pages; 10,001 stands for more than 10,000. */
  count: number;
}

const pageSize = 50;
const countedTo = 10_001;

/** Companies by name, a page of 50; `search` narrows them to names and domains that hold it. */
export async function listCompanies(
  ctx: Context,
  input: KeysetInput & { search?: string | undefined },
): Promise<ListedCompanies> {
  allow(ctx, 'companies.view');
  return inTransaction(ctx, async ({ db }) => {
    let matching = db.selectFrom('company').where('company.deleted_at', 'is', null);
    const searched = companyNameKey(input.search ?? '');
    if (searched) {
      const pattern = likePattern(searched);
      matching = matching.where(({ or, exists, selectFrom }) =>
        or([
          sql<boolean>`company.name_key like ${pattern}`,
          exists(
            selectFrom('company_domain')
              .select('domain')
              .whereRef('company_id', '=', 'company.id')
              .where('domain', 'like', pattern),
          ),
        ]),
      );
    }
    const order = keyset(input, { column: 'company.sort_key', id: 'company.id', kind: 'text', isDescending: false });
    const rows = await matching
      .leftJoin('company as parent', 'parent.id', 'company.parent_company_id')
      .select(['company.id', 'company.name', 'company.industry', 'company.account_tier', 'company.renewal_date'])
      .select(['company.sort_key', 'parent.name as parent_company'])
      .select([
        sql<string[]>`array(select domain from company_domain where company_id = company.id order by domain)`.as(
          'domains',
        ),
        sql<number>`(select count(*) from
          (select from membership where company_id = company.id limit ${sql.lit(countedTo)}) members)`.as(
          'contacts_count',
        ),
      ])
      .where(order.condition)
      .orderBy(order.order)
      .limit(pageSize + 1)
      .execute();
    const { count } = await db
      .selectFrom(matching.select('company.id').limit(countedTo).as('counted'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    const placeOf = ({ sort_key, id }: ListedCompany) => ({ value: sort_key, id });
    return { ...pageOf(rows, order, { size: pageSize, placeOf }), count };
  });
}
