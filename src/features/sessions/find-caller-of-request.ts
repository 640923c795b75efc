import type { Caller, Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { rightsOfRole } from '#platform/rights.ts';
import { hashToken } from '#platform/tokens.ts';
import { findPortalView } from './find-portal-view.ts';
import { limits, type Side, seenEvery } from './session.ts';

interface Kept {
  session_id: number;
  is_remembered: boolean;
  last_seen_at: Date;
  expires_at: Date;
}

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
    if (!found || !isAlive(found.kept, ctx.clock.now())) return ctx.caller;
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
    .select(['session.id as session_id', 'is_remembered', 'last_seen_at', 'expires_at'])
    .select(['agent.id as agent_id', 'agent.name', 'agent.role', 'agent.language'])
    .where('token_hash', '=', hashToken(token))
    .where('agent.deactivated_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { agent_id, name, role, language, ...kept } = row;
  return {
    kept,
    caller: {
      kind: 'agent',
      account_id: caller.account_id,
      agent_id,
      name,
      role,
      rights: rightsOfRole(role),
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
    .select(['session.id as session_id', 'is_remembered', 'last_seen_at', 'expires_at'])
    .select(['contact.id as contact_id', 'contact.language'])
    .where('token_hash', '=', hashToken(token))
    .where('contact.portal_access', '=', 'active')
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

/** Whether a session has neither run out nor idled out. */
export function isAlive({ is_remembered, last_seen_at, expires_at }: Omit<Kept, 'session_id'>, now: Date): boolean {
  const { idle } = is_remembered ? limits.remembered : limits.plain;
  return now < expires_at && now.getTime() - last_seen_at.getTime() < idle;
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
