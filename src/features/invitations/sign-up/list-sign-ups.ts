import { findCompanyOfDomain } from '#features/contacts/members/find-company-of-domain.ts';
import { findOwner } from '#features/portal-access/find-owner.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { SignUp } from './sign-up.ts';

export interface ListedSignUp extends SignUp {
  /** Whom he will be: a contact who has the address already. */
  owner: { contact_id: number } | null;
  /** The company he would join by the domain of his address, if he has none. */
  company: { id: number; name: string } | null;
  /** Who has decided; null where the account's setting has, or nobody yet. */
  decided_by: string | null;
}

export interface SignUpPage {
  sign_ups: ListedSignUp[];
  /** What to ask for next as `after`; null on the last page. */
  next: number | null;
}

const pageSize = 50;

/** Sign-ups that wait for an agent, the oldest first, or those that were decided, the newest first; 50 a page. Needs `sign_ups.decide`. */
export async function listSignUps(
  ctx: Context,
  { is_decided, after }: { is_decided: boolean; after?: number },
): Promise<SignUpPage> {
  allow(ctx, 'sign_ups.decide');
  return inTransaction(ctx, async (ctx) => {
    let query = ctx.db
      .selectFrom('sign_up')
      .leftJoin('agent', (join) =>
        join.onRef('agent.account_id', '=', 'sign_up.account_id').onRef('agent.id', '=', 'sign_up.decided_by_agent_id'),
      )
      .select(['sign_up.id', 'sign_up.email', 'sign_up.name', 'sign_up.language', 'sign_up.created_at', 'spent_at'])
      .select(['decided_at', 'is_approved', 'contact_id', 'custom_fields', 'agent.name as decided_by'])
      .where('spent_at', 'is not', null)
      .where('decided_at', is_decided ? 'is not' : 'is', null)
      .orderBy('sign_up.id', is_decided ? 'desc' : 'asc')
      .limit(pageSize + 1);
    if (after) query = query.where('sign_up.id', is_decided ? '<' : '>', after);
    const rows = await query.execute();
    const sign_ups: ListedSignUp[] = [];
    for (const row of rows.slice(0, pageSize)) {
      const owner = is_decided ? null : await findOwner(ctx, row);
      const company = is_decided ? null : await findCompanyOfDomain(ctx, row);
      const custom_fields = row.custom_fields as Record<string, string>;
      sign_ups.push({ ...row, custom_fields, owner: owner && { contact_id: owner.contact_id }, company });
    }
    return { sign_ups, next: rows.length > pageSize ? sign_ups.at(-1)!.id : null };
  });
}
