import { changedRights } from '#features/accounts/rights/changed-rights.ts';
import type { Caller, Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { rightsOfRole } from '#platform/rights.ts';
import { hashToken } from '#platform/tokens.ts';
import { findPortalView } from './find-portal-view.ts';
import { isAlive, ruleColumns, type SessionRules, type SessionTimes, type Side, seenEvery } from './session.ts';

type Kept = SessionTimes & SessionRules & { session_id: number };

/**
 * Who is behind a request, by the token its cookie carries: the agent at the console, the contact at the portal, or the
 * stranger that `ctx` already says. A session that has ended, idled out or whose owner may no longer come in counts for
 * nothing from that moment on; a contact's session never opens the console and an agent's never the portal.
 */
export async function findCallerOfRequest(
  ctx: Context,
  { side, token, view = null }: { side: Side; token: string | null; view?: string | null },
): Promise<Caller> {
  if (view !== null && side === 'portal') {
    const looking = await findPortalView(ctx, view);
    if (looking) return looking;
  }
  if (!token || !/^[\w-]{43}$/.test(token)) return ctx.caller;
  return inTransaction(ctx, async (ctx) => {
    const found = side === 'console' ? await findAgent(ctx, token) : await findContact(ctx, token);
    if (!found || !isAlive(found.kept, found.kept, ctx.clock.now())) return ctx.caller;
    await markSeen(ctx, found.kept);
    return found.caller;
  });
}

async function findAgent({ db, caller }: Context, token: string): Promise<{ kept: Kept; caller: Caller } | null> {
  const row = await db
    .selectFrom('session')
    .innerJoin('agent', (join) =>
      join.onRef('agent.account_id', '=', 'session.account_id').onRef('agent.id', '=', 'session.agent_id'),
    )
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['session.id as session_id', 'is_remembered', 'session.created_at', 'last_seen_at', 'expires_at'])
    .select(ruleColumns)
    .select(['agent.id as agent_id', 'agent.name', 'agent.role', 'agent.language'])
    .select(changedRights('agent.role').as('changed_rights'))
    .where('token_hash', '=', hashToken(token))
    .where('agent.deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { agent_id, name, role, language, changed_rights, ...kept } = row;
  return {
    kept,
    caller: {
      kind: 'agent',
      account_id: caller.account_id,
      agent_id,
      name,
      role,
      rights: rightsOfRole(role, changed_rights),
      locale: language,
      session_id: kept.session_id,
    },
  };
}

async function findContact({ db, caller }: Context, token: string): Promise<{ kept: Kept; caller: Caller } | null> {
  const row = await db
    .selectFrom('session')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'session.account_id').onRef('contact.id', '=', 'session.contact_id'),
    )
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['session.id as session_id', 'is_remembered', 'session.created_at', 'last_seen_at', 'expires_at'])
    .select(ruleColumns)
    .select(['contact.id as contact_id', 'contact.language'])
    .where('token_hash', '=', hashToken(token))
    // Who came in by a temporary password has proved no address yet, and is in for this session.
    .where((is) => is.or([is('contact.portal_access', '=', 'active'), is('is_of_temporary_password', '=', true)]))
    .where('contact.deactivated_at', 'is', null)
    .where('contact.deleted_at', 'is', null)
    // A lock by wrong passwords stops sign-ins; whoever is in already has proved who he is (A07).
    .where((is) => is.or([is('contact.locked_by', 'is', null), is('contact.locked_by', '=', 'failures')]))
    .executeTakeFirst();
  if (!row) return null;
  const { contact_id, language, ...kept } = row;
  const { account_id } = caller;
  return {
    kept,
    caller: { kind: 'contact', account_id, contact_id, locale: language ?? caller.locale, session_id: kept.session_id },
  };
}

async function markSeen({ db, clock, origin }: Context, { session_id, last_seen_at }: Kept): Promise<void> {
  const now = clock.now();
  if (now.getTime() - last_seen_at.getTime() < seenEvery) return;
  await db
    .updateTable('session')
    .set({ last_seen_at: now, ...(origin ? { ip: origin.ip } : {}) })
    .where('id', '=', session_id)
    .execute();
}
