import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import type { SessionOwner } from './create-session.ts';
import { ownerColumn } from './owner-column.ts';
import { hasPassword } from './password-of.ts';

/**
 * Whether a contact or an agent can still get in by himself: by a provider whose button is there, a passkey, or his password. Where
 * agents have to use a provider, only the owner's passkeys and password count. Mailed links and a code's app are no ways of their
 * own. Asked in the transaction that has taken one away, which it undoes by failing; that transaction holds the owner's row.
 */
export async function hasWayIn(ctx: Context, owner: SessionOwner): Promise<boolean> {
  const [column, id] = ownerColumn(owner);
  const link = await ctx.db
    .selectFrom('sign_in_identity')
    .innerJoin('sign_in_provider', (join) =>
      join
        .onRef('sign_in_provider.account_id', '=', 'sign_in_identity.account_id')
        .onRef('sign_in_provider.id', '=', 'sign_in_identity.provider_id'),
    )
    .select('sign_in_identity.id')
    .where(column, '=', id)
    .where(column === 'agent_id' ? 'is_for_agents' : 'is_for_contacts', '=', true)
    .executeTakeFirst();
  if (link) return true;
  if (await mustUseProvider(ctx, owner)) return false;
  const key = await ctx.db.selectFrom('passkey').select('id').where(column, '=', id).executeTakeFirst();
  return key !== undefined || (await hasPassword(ctx, owner));
}

async function mustUseProvider(ctx: Context, owner: SessionOwner): Promise<boolean> {
  if (!('agent_id' in owner) || !(await findAccount(ctx)).is_agent_provider_required) return false;
  const agents = ctx.db.selectFrom('agent').select('is_owner').where('id', '=', owner.agent_id);
  return !(await agents.executeTakeFirstOrThrow()).is_owner;
}
