import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import type { Consent } from './consent.ts';
import { listConsents } from './list-consents.ts';

/** What a page that lets somebody in has to ask, and where the policies lie that it links. */
export async function findAskedConsents(ctx: Context): Promise<{
  consents: Consent[];
  policies: { privacy_policy_url: string | null; terms_url: string | null };
}> {
  const { privacy_policy_url, terms_url } = await findAccount(ctx);
  return { consents: await listConsents(ctx), policies: { privacy_policy_url, terms_url } };
}
