import type { Context } from '#platform/context.ts';

/**
 * Until the transaction ends nobody else in the account changes the tree of companies: two changes at once could close a
 * circle that neither sees. Comes before any lock of a company.
 */
export async function lockCompanyTree({ db }: Context): Promise<void> {
  await db.selectFrom('account').select('id').forNoKeyUpdate().execute();
}
