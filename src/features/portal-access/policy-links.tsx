import { useTranslations } from 'use-intl';
import type { Policies } from './consents/consent-fields.tsx';
import css from './portal.module.css';

/** The account's privacy policy, which Korean law wants to stand out, and its terms. */
export function PolicyLinks({ privacy_policy_url, terms_url }: Policies) {
  const t = useTranslations('portal_access.consents');
  return (
    <>
      {privacy_policy_url && (
        <a href={privacy_policy_url} className={css.policy}>
          {t('privacy_policy')}
        </a>
      )}
      {terms_url && <a href={terms_url}>{t('terms')}</a>}
    </>
  );
}
