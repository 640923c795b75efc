import type { SessionOwner } from '#features/sessions/create-session.ts';
import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import { ownerColumn } from '#features/sessions/owner-column.ts';
import { hasPassword } from '#features/sessions/password-of.ts';
import { listWaysIn } from '#features/sign-in-providers/list-ways-in.ts';
import type { ProviderKind, WayIn } from '#features/sign-in-providers/sign-in-provider.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** A person at a provider by whom the caller comes in. */
export interface OwnLink {
  id: number;
  kind: ProviderKind;
  name: string;
  email: string | null;
  created_at: Date;
  last_used_at: Date | null;
}

export interface OwnLinks {
  links: OwnLink[];
  /** Providers that he could link himself to. */
  others: WayIn[];
  has_password: boolean;
}

/** By which providers the caller comes in, a customer or an agent, and by which he could. */
export async function listOwnLinks(ctx: Context): Promise<OwnLinks> {
  const owner = ownSessionOwner(ctx);
  return inTransaction(ctx, async (ctx) => {
    const links = await linksOf(ctx, owner);
    const ways = await listWaysIn(ctx, { audience: 'agent_id' in owner ? 'agent' : 'contact' });
    const linked = new Set(links.map(({ provider_id }) => provider_id));
    return {
      links: links.map(({ provider_id: _, ...link }) => link),
      others: ways.filter(({ id }) => !linked.has(id)),
      has_password: await hasPassword(ctx, owner),
    };
  });
}

function linksOf({ db }: Context, owner: SessionOwner) {
  const [column, id] = ownerColumn(owner);
  return db
    .selectFrom('sign_in_identity')
    .innerJoin('sign_in_provider', (join) =>
      join
        .onRef('sign_in_provider.account_id', '=', 'sign_in_identity.account_id')
        .onRef('sign_in_provider.id', '=', 'sign_in_identity.provider_id'),
    )
    .select(['sign_in_identity.id', 'provider_id', 'kind', 'name', 'email', 'last_used_at'])
    .select('sign_in_identity.created_at')
    .where(column, '=', id)
    .orderBy('sign_in_provider.position')
    .orderBy('sign_in_identity.id')
    .execute();
}
