import type { ProviderKind, WayIn } from '#features/sign-in-providers/sign-in-provider.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';

/** Somebody on the way from his provider, as his browser's page shows it. */
export interface OpenProof {
  id: number;
  provider: Pick<WayIn, 'kind' | 'name'>;
  /** What the provider has called his address; nobody has proved it. */
  claimed_email: string | null;
  /** Where the newest code was asked for; null before one was. */
  email: string | null;
}

/** The proof that a browser is at, by the token it keeps. Fails as expired for one that is over, spent or nobody's. */
export async function findProof(ctx: Context, token: string): Promise<OpenProof> {
  const proof = await inTransaction(ctx, ({ db, clock }) =>
    db
      .selectFrom('address_proof')
      .innerJoin('sign_in_provider', (join) =>
        join
          .onRef('sign_in_provider.account_id', '=', 'address_proof.account_id')
          .onRef('sign_in_provider.id', '=', 'address_proof.provider_id'),
      )
      .select(['address_proof.id', 'kind', 'sign_in_provider.name', 'claimed_email', 'email'])
      .where('token_hash', '=', hashToken(token))
      .where('expires_at', '>', clock.now())
      .where('is_for_contacts', '=', true)
      .executeTakeFirst(),
  );
  if (!proof) throw new Failure('expired', 'sign_in_providers.trip_lost');
  const { kind, name, ...open } = proof;
  return { ...open, provider: { kind: kind as ProviderKind, name } };
}
