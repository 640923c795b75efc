import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { writeContactSearch } from './write-contact-search.ts';

const contactsAtOnce = 500;

/** The job behind a company's change of name: its contacts are found under the new one. In small transactions, of which a repeated run does no harm. */
export async function writeSearchOfCompany(ctx: Context, { company_id }: { company_id: number }): Promise<void> {
  allow(ctx, 'companies.edit');
  for (let after = 0; ; ) {
    const ids = await inTransaction(ctx, async (ctx) => {
      const members = await ctx.db
        .selectFrom('membership')
        .select('contact_id')
        .where('company_id', '=', company_id)
        .where('contact_id', '>', after)
        .orderBy('contact_id')
        .limit(contactsAtOnce)
        .execute();
      const ids = members.map(({ contact_id }) => contact_id);
      await writeContactSearch(ctx, ids);
      return ids;
    });
    if (ids.length < contactsAtOnce) return;
    after = ids.at(-1)!;
  }
}
