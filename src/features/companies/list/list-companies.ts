import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { atLeast, countInTime, countMatching, countOf, type ListCount } from '#features/lists/rows/count-matching.ts';
import { listOrder } from '#features/lists/rows/list-order.ts';
import { foundPage, sortedPage } from '#features/lists/rows/sorted-page.ts';
import { allow, type Context } from '#platform/context.ts';
import type { KeysetInput, Page } from '#platform/database/keyset.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type CompanyFilter, readCompanyFilter } from './company-filter.ts';
import { companyRecord } from './company-record.ts';
import { companyRows, type ListedCompany } from './company-rows.ts';
import { countCompanies, countOfMatching } from './count-companies.ts';
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
  const { count, ...page } = await inTransaction(ctx, (ctx) => pageOfCompanies(ctx, input, columns));
  if (count) return { ...page, count };
  const isWhole = !input.after && !input.before && page.next === null;
  const shown = page.rows.length;
  if (isWhole) return { ...page, count: countOf(shown) };
  return { ...page, count: atLeast(await countInTime(ctx, (ctx) => countCompanies(ctx, input)), shown) };
}

/** Everything but the count where it is still to be asked. */
async function pageOfCompanies(
  ctx: Context,
  input: CompanyFilter & KeysetInput,
  columns: readonly string[],
): Promise<Omit<ListedCompanies, 'count'> & { count: ListCount | null }> {
  const fields = companyRecord.fieldsOf(await listCustomFields(ctx, { record: 'company' }));
  const companies = await matchingCompanies(ctx, input);
  const { matching, ids } = companies;
  const deleted = ctx.db.selectFrom('company').where('company.deleted_at', 'is not', null);
  const deleted_count = await countMatching(ctx, deleted);
  const drawn = fields.filter(({ name }) => columns.includes(name));
  const rowsOf = (ids: readonly number[]) => companyRows(ctx, ids, drawn);
  const asked = listOrder(companyRecord, input, fields);
  if (ids) {
    const listed = { ...input, record: 'company', order: asked, rowsOf, ids } as const;
    const { page, count } = await foundPage(ctx, matching, listed);
    return { ...page, count, sort: asked.sort, deleted_count };
  }
  const count = asked.isIndexed ? companies.count : await countOfMatching(ctx, companies);
  const order = asked.isIndexed || count?.is_exact ? asked : listOrder(companyRecord, { ...input, sort: 'name' }, []);
  const page = await sortedPage(matching, { ...input, record: 'company', order, rowsOf });
  return { ...page, count, sort: order.sort, deleted_count };
}
