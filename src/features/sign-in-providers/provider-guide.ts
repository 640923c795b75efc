import type { Context } from '#platform/context.ts';
import { fieldsOf, type ProviderKind } from './sign-in-provider.ts';

/** The words of a provider's form: they differ with each, so the server says them and no page carries all. */
export interface ProviderGuide {
  /** Where the provider's console is and what to do there, step by step. */
  steps: string[];
  /** What follows from each field, by its name. */
  hints: Record<string, string>;
  /** Whether its address counts, and what that means for whoever comes. */
  vouching: string;
  /** What the fields are called there. */
  labels: Record<string, string>;
}

const named: Partial<Record<ProviderKind, readonly string[]>> = {
  apple: ['client_id', 'client_secret'],
  kakao: ['client_id'],
  facebook: ['client_id', 'client_secret'],
  microsoft: ['client_id'],
};

/** What an admin has to know to set up a provider of this kind. */
export function providerGuide({ t }: Pick<Context, 't'>, kind: ProviderKind): ProviderGuide {
  const key = 'sign_in_providers.guides';
  const names = fieldsOf(kind).map(({ name }) => name);
  const ofKind = (name: string) => named[kind]?.includes(name) ?? false;
  return {
    steps: t(`${key}.steps.${kind}`).split('\n'),
    vouching: t(`${key}.vouching.${kind}`),
    hints: Object.fromEntries(
      names.map((name) => [
        name,
        t(name === 'issuer' && kind === 'github' ? `${key}.hints.github_issuer` : `${key}.hints.${name}`),
      ]),
    ),
    labels: Object.fromEntries(
      names.map((name) => [name, t(ofKind(name) ? `${key}.labels.${kind}_${name}` : `${key}.labels.${name}`)]),
    ),
  };
}
