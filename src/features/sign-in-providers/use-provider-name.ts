import { useTranslations } from 'use-intl';
import type { WayIn } from './sign-in-provider.ts';

/** What a provider is called in the reader's language; one of the account's own as the account calls it. */
export function useProviderName(): (provider: Pick<WayIn, 'kind' | 'name'>) => string {
  const t = useTranslations('sign_in_providers.kinds');
  return ({ kind, name }) => (kind === 'openid' ? name : t(kind));
}
