import { findAccount } from '#features/accounts/find-account.ts';
import { checkPassword } from '#platform/check-password.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { invalid } from '#platform/failure.ts';
import { hashPassword } from '#platform/passwords.ts';

/**
 * The hash of a password that a contact chooses, or invalid on the field `password` with what is wrong with it: too
 * short, easily guessed, or made of what a guesser knows (his name, addresses and companies, the account). Call it
 * before the transaction: hashing waits its turn.
 */
export async function hashChosenPassword(
  ctx: Context,
  { contact_id, password }: { contact_id: number; password: string },
): Promise<string> {
  const problem = await checkPassword(password, { field: 'password', words: await knownWords(ctx, contact_id) });
  if (problem) throw invalid([problem]);
  return hashPassword(password);
}

async function knownWords(ctx: Context, contact_id: number): Promise<string[]> {
  return inTransaction(ctx, async (ctx) => {
    const { db } = ctx;
    const account = await findAccount(ctx);
    const contact = await db.selectFrom('contact').select('name').where('id', '=', contact_id).execute();
    const emails = await db.selectFrom('contact_email').select('email').where('contact_id', '=', contact_id).execute();
    const companies = await db
      .selectFrom('membership')
      .innerJoin('company', (join) =>
        join
          .onRef('company.account_id', '=', 'membership.account_id')
          .onRef('company.id', '=', 'membership.company_id'),
      )
      .select('company.name')
      .where('contact_id', '=', contact_id)
      .limit(10)
      .execute();
    const names = [...contact, ...companies].map(({ name }) => name);
    return [account.name, ...names, ...emails.map(({ email }) => email)];
  });
}
