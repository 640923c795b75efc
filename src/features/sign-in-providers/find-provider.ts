import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { SealedProvider } from './connect-provider.ts';
import type { Audience, SignInProvider } from './sign-in-provider.ts';

const columns = [
  ...(['id', 'kind', 'name', 'client_id', 'issuer', 'directory', 'team_id', 'key_id', 'email_domains'] as const),
  ...(['is_for_contacts', 'is_for_agents', 'position', 'created_at', 'updated_at'] as const),
] as const;

/** A provider as admins see it, or not_found. Needs `settings.edit`. */
export async function findProvider(ctx: Context, { id }: { id: number }): Promise<SignInProvider> {
  allow(ctx, 'settings.edit');
  const { sealed_secret: _, ...provider } = await findSealed(ctx, { id });
  return provider;
}

/** Every provider in the account's order. Needs `settings.edit`. */
export async function listProviders(ctx: Context): Promise<SignInProvider[]> {
  allow(ctx, 'settings.edit');
  return inTransaction(ctx, ({ db }) =>
    db.selectFrom('sign_in_provider').select(columns).orderBy('position').orderBy('id').execute(),
  );
}

/**
 * A provider to talk to, with its secret as it is kept: for acts, never for pages. `audience` narrows it to one whose button that
 * audience has; others are not_found. Asks no permission.
 */
export async function findSealed(
  ctx: Context,
  { id, audience }: { id: number; audience?: Audience },
): Promise<SealedProvider> {
  const provider = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('sign_in_provider')
      .select([...columns, 'sealed_secret'])
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  const isOffered = audience === undefined || provider?.[audience === 'contact' ? 'is_for_contacts' : 'is_for_agents'];
  if (!provider || !isOffered) throw new Failure('not_found', 'platform.not_found');
  return provider;
}
