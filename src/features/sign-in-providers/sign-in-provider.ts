import type { Selectable } from 'kysely';
import type { SignInProviderRow } from '#platform/database/tables.generated.ts';
import type { Field } from '#platform/fields/field.ts';

/** Providers that have an entry of their own, in the order in which they are offered, and any other that speaks OpenID Connect. */
export const providerKinds = [
  'google',
  'microsoft',
  'apple',
  'github',
  'facebook',
  'naver',
  'kakao',
  'openid',
] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** Whom a provider's button is shown to. Each is a door of its own: who is known at one is a stranger at the other. */
export type Audience = 'contact' | 'agent';

/** A provider as admins see it: all but its secret. */
export type SignInProvider = Omit<Selectable<SignInProviderRow>, 'account_id' | 'sealed_secret'>;

/** What a button says: `name` is the provider's own spelling, or what the account calls an OpenID provider. */
export type WayIn = Pick<SignInProvider, 'id' | 'kind' | 'name'>;

/** What the secret is sealed for. */
export const secretSeal = 'sign_in_provider.secret';

/** As the providers write themselves, in any language but Korean; `sign_in_providers.kinds` has what users read. */
export const brandNames: Record<Exclude<ProviderKind, 'openid'>, string> = {
  google: 'Google',
  microsoft: 'Microsoft',
  apple: 'Apple',
  github: 'GitHub',
  facebook: 'Facebook',
  naver: 'NAVER',
  kakao: 'Kakao',
};

const fields = {
  name: { name: 'name', kind: 'text', max_length: 40, is_required: true },
  issuer: { name: 'issuer', kind: 'url', is_required: true },
  github_issuer: { name: 'issuer', kind: 'url' },
  directory: { name: 'directory', kind: 'text', max_length: 60, is_required: true },
  client_id: { name: 'client_id', kind: 'text', max_length: 300, is_required: true },
  team_id: { name: 'team_id', kind: 'text', max_length: 20, is_required: true },
  key_id: { name: 'key_id', kind: 'text', max_length: 20, is_required: true },
  client_secret: { name: 'client_secret', kind: 'paragraph', max_length: 4_000, is_required: true },
  email_domains: { name: 'email_domains', kind: 'domains' },
  is_for_contacts: { name: 'is_for_contacts', kind: 'checkbox' },
  is_for_agents: { name: 'is_for_agents', kind: 'checkbox' },
} as const;

const own: Partial<Record<ProviderKind, readonly (keyof typeof fields)[]>> = {
  openid: ['name', 'issuer', 'client_id', 'client_secret', 'email_domains'],
  microsoft: ['directory', 'client_id', 'client_secret'],
  apple: ['client_id', 'team_id', 'key_id', 'client_secret'],
  github: ['client_id', 'client_secret', 'github_issuer'],
};

/** What an admin is asked for, in the order of the form. */
export function fieldsOf(kind: ProviderKind): readonly Field[] {
  const names = [
    ...(own[kind] ?? (['client_id', 'client_secret'] as const)),
    'is_for_contacts',
    'is_for_agents',
  ] as const;
  return names.map((name) => ({ ...fields[name], label: `sign_in_providers.fields.${fields[name].name}` }));
}

/** Fields that say who somebody is at a provider: with another one of these, all that it has said before is about others. */
export const identifyingFields = ['issuer', 'directory', 'client_id', 'team_id'] as const;

/** Microsoft's words for whose people may come; anything else is a directory's id or domain. */
export const microsoftDirectories = ['common', 'organizations', 'consumers'] as const;
