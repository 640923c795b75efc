import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { countMatching, countOf, type ListCount } from '#features/lists/rows/count-matching.ts';
import { listOrder } from '#features/lists/rows/list-order.ts';
import { foundPage, sortedPage } from '#features/lists/rows/sorted-page.ts';
import { allow, type Context } from '#platform/context.ts';
import type { KeysetInput, Page } from '#platform/database/keyset.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type CompanyFilter, readCompanyFilter } from './company-filter.ts';
import { companyRecord } from './company-record.ts';
import { companyRows, type ListedCompany } from './company-rows.ts';
import { countOfMatching } from './count-companies.ts';
import { matchingCompanies } from './matching-companies.ts';

export interface ListedCompanies extends Page<ListedCompany> {
  count: ListCount;
  /** What the rows are sorted by: the name where more match than can be sorted by what was asked for. */
  sort: string;
  /** All that are deleted, whatever is listed. */
  deleted_count: ListCount;
}

/**
 * Companies that a filter means, a page of 50: unless told, those that are not deleted, by name. `columns` names the fields
 * whose values the rows carry beside the usual ones. Fields without an index sort up to 10,000 companies.
 */
export async function listCompanies(
  ctx: Context,
  { columns = [], ...given }: Partial<CompanyFilter> & KeysetInput & { columns?: readonly string[] } = {},
): Promise<ListedCompanies> {
  allow(ctx, 'companies.view');
  const input = { ...readCompanyFilter({}), ...given };
  return inTransaction(ctx, async (ctx) => {
    const fields = companyRecord.fieldsOf(await listCustomFields(ctx, { record: 'company' }));
    const companies = await matchingCompanies(ctx, input);
    const { matching, ids } = companies;
    const deleted = ctx.db.selectFrom('company').where('company.deleted_at', 'is not', null);
    const deleted_count = await countMatching(ctx, deleted);
    const shown = fields.filter(({ name }) => columns.includes(name));
    const rowsOf = (ids: readonly number[]) => companyRows(ctx, ids, shown);
    const asked = listOrder(companyRecord, input, fields);
    if (ids) {
      const listed = { ...input, record: 'company', order: asked, rowsOf, ids } as const;
      const { page, count } = await foundPage(ctx, matching, listed);
      return { ...page, count, sort: asked.sort, deleted_count };
    }
    const counted = asked.isIndexed ? null : await countOfMatching(ctx, companies);
    const order = counted?.is_exact === false ? listOrder(companyRecord, { ...input, sort: 'name' }, []) : asked;
    const page = await sortedPage(matching, { ...input, record: 'company', order, rowsOf });
    const isWhole = !input.after && !input.before && page.next === null;
    const count = counted ?? (isWhole ? countOf(page.rows.length) : await countOfMatching(ctx, companies));
    return { ...page, count, sort: order.sort, deleted_count };
  });
}
