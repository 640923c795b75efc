import { sql } from 'kysely';
import { checkAccount } from '#features/accounts/check-account.ts';
import { createAccount } from '#features/accounts/create-account.ts';
import { reserveAccountId } from '#features/accounts/reserve-account-id.ts';
import { readAgentFields } from '#features/agents/agent.ts';
import { createOwner } from '#features/agents/create-owner.ts';
import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import { checkPassword } from '#platform/check-password.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import { hashPassword } from '#platform/passwords.ts';
import { allowFirstAccount } from './allow-first-account.ts';
import { allowSetup } from './allow-setup.ts';

export interface NewAccount {
  name: string;
  language: string;
  country: string;
  time_zone: string;
  /** The address it is reached at, such as `https://help.example.com`. */
  public_url: string;
  admin_name: string;
  admin_email: string;
  admin_password: string;
}

/** Set-ups wait for each other, so that two at once can't both be the first. */
const setUpLock = 6_701_181_720;

/**
 * Makes an account with its first admin, who is signed in. From the browser that takes the link printed at the start and
 * works only while there is no account at all; from the command line it can be done again for a further one. Fails as
 * invalid with every bad field at once, before anything is written.
 */
export async function createAccountWithOwner(
  ctx: Context,
  { token, ...given }: NewAccount & { token?: string },
): Promise<{ account_id: number; session: NewSession }> {
  const isFirst = ctx.caller.kind !== 'system';
  if (isFirst) await allowSetup(ctx, token ?? '');
  await checkGiven(given);
  const password_hash = await hashPassword(given.admin_password);
  const account_id = await reserveAccountId(ctx.db);
  const asMaru: Context = { ...ctx, caller: { kind: 'system', account_id, locale: ctx.caller.locale } };
  return inTransaction(asMaru, async (ctx) => {
    await sql`select pg_advisory_xact_lock(${setUpLock})`.execute(ctx.db);
    if (isFirst) await allowFirstAccount(ctx);
    await createAccount(ctx, { ...given });
    const agent_id = await createOwner(ctx, { given: ownerOf(given), password_hash });
    return { account_id, session: await createSession(ctx, { agent_id, is_remembered: false }) };
  });
}

async function checkGiven(given: NewAccount): Promise<void> {
  const account = checkAccount({ ...given });
  const owner = readAgentFields(['name', 'email'], ownerOf(given), { is_new: true });
  const words = [given.admin_name, given.admin_email, given.name];
  const weakness = await checkPassword(given.admin_password, { field: 'admin_password', words });
  const problems: FieldProblem[] = [
    ...account.problems,
    ...owner.problems.map((problem) => ({ ...problem, field: `admin_${problem.field}` })),
    ...(weakness ? [weakness] : []),
  ];
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
}

function ownerOf({ admin_name, admin_email, language }: NewAccount) {
  return { name: admin_name, email: admin_email, language };
}
