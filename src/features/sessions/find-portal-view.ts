import { changedRights } from '#features/accounts/rights/changed-rights.ts';
import type { ContactCaller, Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { rightsOfRole } from '#platform/rights.ts';
import { hashToken } from '#platform/tokens.ts';
import { isAlive, ruleColumns } from './session.ts';

/**
 * The contact as whom an agent looks at the portal, by the token of his view; null once it or the agent's own session has
 * ended, he has lost the right, or the contact is gone. Looking leaves no trace in any session.
 */
export async function findPortalView(ctx: Context, token: string): Promise<ContactCaller | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  return inTransaction(ctx, async ({ db, caller, clock }) => {
    const row = await db
      .selectFrom('portal_view')
      .innerJoin('session', 'session.id', 'portal_view.session_id')
      .innerJoin('agent', 'agent.id', 'portal_view.agent_id')
      .innerJoin('contact', 'contact.id', 'portal_view.contact_id')
      .innerJoin('account', 'account.id', 'portal_view.account_id')
      .select(['session.is_remembered', 'session.created_at', 'session.last_seen_at', 'session.expires_at'])
      .select(ruleColumns)
      .select(['agent.id as agent_id', 'agent.role', 'contact.id as contact_id', 'contact.language'])
      .select(changedRights('agent.role').as('changed_rights'))
      .where('portal_view.token_hash', '=', hashToken(token))
      .where('portal_view.expires_at', '>', clock.now())
      .where('agent.deactivated_at', 'is', null)
      .where('contact.deleted_at', 'is', null)
      .executeTakeFirst();
    if (!row || !isAlive(row, row, clock.now())) return null;
    if (!rightsOfRole(row.role, row.changed_rights).has('contacts.view_as')) return null;
    const { account_id } = caller;
    const { contact_id, agent_id: viewed_by_agent_id, language } = row;
    return {
      kind: 'contact',
      account_id,
      contact_id,
      viewed_by_agent_id,
      locale: language ?? caller.locale,
      session_id: 0,
    };
  });
}
