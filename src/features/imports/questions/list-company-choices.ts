import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { CompanyChoices } from './company-choice.ts';

/** No company has this key, so rows that are sent there are refused. */
const goneKey = '';

/**
 * What was answered for the companies of an import, to plan by. A chosen company is known by its id: one that was renamed
 * since is met under its new name.
 */
export async function listCompanyChoices(ctx: Context, import_id: number): Promise<CompanyChoices> {
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('import_company as named')
      .leftJoin('company', (join) =>
        join.onRef('company.account_id', '=', 'named.account_id').onRef('company.id', '=', 'named.company_id'),
      )
      .select(['named.company_key', 'named.name as file_name', 'choice', 'company.name_key', 'company.name'])
      .where('import_id', '=', import_id)
      .where('choice', 'is not', null)
      .execute(),
  );
  return new Map(
    rows.map(({ company_key, file_name, choice, name_key, name }) => [
      company_key,
      choice === 'create'
        ? { answer: 'create' }
        : { answer: 'use', company_key: name_key ?? goneKey, name: name ?? file_name },
    ]),
  );
}
