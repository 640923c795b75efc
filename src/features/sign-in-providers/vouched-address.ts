import { readEmailAddress } from '#platform/fields/email-address.ts';
import type { SignInProvider } from './sign-in-provider.ts';

/** What a provider says about somebody: the claims of an ID token, or the answer of its API in those words. */
export type Claims = Readonly<Record<string, unknown>>;

export interface ClaimedAddress {
  email: string;
  /** The provider answers for it: whoever comes with it need not prove it again. */
  is_vouched: boolean;
}

/**
 * The address that a provider gives, and whether it may speak for it. One that says of itself that it is verified does not
 * say whose domain it is in, so each provider counts only for what it owns (E04): Google for its own mail and for a
 * Workspace (`hd`), whose domains it has verified, Microsoft where it says that the domain's owner is verified, an OpenID provider for
 * the domains that the admin has listed, GitHub and Kakao for what they have mailed a code to themselves, Apple for what it relays or has
 * checked. Naver and Facebook never: they give what their user has typed. Only the boolean `true` counts, no word for it.
 */
export function claimedAddress(
  { kind, email_domains }: Pick<SignInProvider, 'kind' | 'email_domains'>,
  claims: Claims,
): ClaimedAddress | null {
  const email = typeof claims.email === 'string' ? readEmailAddress(claims.email) : null;
  if (!email) return null;
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const isVerified = claims.email_verified === true;
  const is_vouched = {
    google: () => isVerified && (domain === 'gmail.com' || domain === 'googlemail.com' || isText(claims.hd)),
    microsoft: () => claims.xms_edov === true,
    apple: () => isVerified,
    github: () => isVerified,
    kakao: () => isVerified,
    openid: () => isVerified && email_domains.includes(domain),
    naver: () => false,
    facebook: () => false,
  }[kind]();
  return { email, is_vouched };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
