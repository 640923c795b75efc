import type { ProviderKind, SignInProvider } from './sign-in-provider.ts';
import type { Claims } from './vouched-address.ts';

/** How a provider is talked to. */
export type Protocol = OpenIdProtocol | OAuthProtocol;

/** By OpenID Connect: where everything is stands at the issuer's, and who somebody is in a signed token. */
export interface OpenIdProtocol {
  type: 'openid';
  issuer: string;
  scope: string;
  /** Apple sends its answer as a form from its own page, and only so gives an address. */
  response_mode?: 'form_post';
}

/** By OAuth 2.0 with an API of its own that says whose the token is. */
export interface OAuthProtocol {
  type: 'oauth';
  /** Stands for the issuer; nothing is read from it. */
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  scope: string;
  /** What the API is asked, in this order. */
  profile_urls: readonly string[];
  /** Turns its answers into claims with `sub`. */
  readClaims(answers: readonly Claims[]): Claims;
}

type Speaking = Pick<SignInProvider, 'kind' | 'issuer' | 'directory'>;

const protocols: Record<ProviderKind, (provider: Speaking) => Protocol> = {
  openid: ({ issuer }) => ({ type: 'openid', issuer: issuer!, scope: 'openid email profile' }),
  google: () => ({ type: 'openid', issuer: 'https://accounts.google.com', scope: 'openid email profile' }),
  microsoft: ({ directory }) => ({
    type: 'openid',
    issuer: `https://login.microsoftonline.com/${directory}/v2.0`,
    scope: 'openid email profile',
  }),
  apple: () => ({
    type: 'openid',
    issuer: 'https://appleid.apple.com',
    scope: 'openid email name',
    response_mode: 'form_post',
  }),
  github({ issuer }) {
    const api = issuer ? `${issuer}/api/v3` : 'https://api.github.com';
    const host = issuer ?? 'https://github.com';
    return {
      type: 'oauth',
      issuer: host,
      authorization_endpoint: `${host}/login/oauth/authorize`,
      token_endpoint: `${host}/login/oauth/access_token`,
      scope: 'read:user user:email',
      profile_urls: [`${api}/user`, `${api}/user/emails`],
      readClaims: readGitHub,
    };
  },
  facebook: () => ({
    type: 'oauth',
    issuer: 'https://www.facebook.com',
    authorization_endpoint: 'https://www.facebook.com/v23.0/dialog/oauth',
    token_endpoint: 'https://graph.facebook.com/v23.0/oauth/access_token',
    scope: 'email public_profile',
    profile_urls: ['https://graph.facebook.com/v23.0/me?fields=id,name,email'],
    readClaims: ([me]) => ({ sub: me?.id, name: me?.name, email: me?.email }),
  }),
  naver: () => ({
    type: 'oauth',
    issuer: 'https://nid.naver.com',
    authorization_endpoint: 'https://nid.naver.com/oauth2.0/authorize',
    token_endpoint: 'https://nid.naver.com/oauth2.0/token',
    scope: '',
    profile_urls: ['https://openapi.naver.com/v1/nid/me'],
    readClaims([answer]) {
      const me = objectOf(answer?.response);
      return { sub: me.id, name: me.name ?? me.nickname, email: me.email };
    },
  }),
  kakao: () => ({
    type: 'oauth',
    issuer: 'https://kauth.kakao.com',
    authorization_endpoint: 'https://kauth.kakao.com/oauth/authorize',
    token_endpoint: 'https://kauth.kakao.com/oauth/token',
    scope: 'account_email profile_nickname',
    profile_urls: ['https://kapi.kakao.com/v2/user/me'],
    readClaims([me]) {
      const account = objectOf(me?.kakao_account);
      // Both: an address that was proved once may have gone to another Kakao account since.
      const email_verified = account.is_email_valid === true && account.is_email_verified === true;
      return { sub: me?.id, name: objectOf(account.profile).nickname, email: account.email, email_verified };
    },
  }),
};

/** How this provider is talked to. Addresses are the providers' own, in one place. */
export function protocolOf(provider: Speaking): Protocol {
  return protocols[provider.kind](provider);
}

/** GitHub's primary address counts, which it has verified by mail or not; others of his say nothing. */
function readGitHub([user, emails]: readonly Claims[]): Claims {
  const list: unknown[] = Array.isArray(emails) ? emails : [];
  const primary = objectOf(list.find((one) => objectOf(one).primary === true));
  const { email, verified } = primary;
  return { sub: user?.id, name: user?.name ?? user?.login, email, email_verified: verified === true };
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
