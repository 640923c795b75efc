import { useLocation } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { languageNames } from '#platform/i18n/language-names.ts';
import { locales } from '#platform/i18n/messages.ts';
import css from './language-switch.module.css';

/** The other languages by their own names. A plain form, so that the whole document comes back in that language. */
export function LanguageSwitch() {
  const t = useTranslations('ui.language');
  const current = useLocale();
  const { pathname, search } = useLocation();
  return (
    <form method="post" action={preferencesOf(pathname)} className={css.switch} aria-label={t('label')}>
      <input type="hidden" name="return_to" value={`${pathname}${search}`} />
      {locales.map((locale) => (
        <button
          key={locale}
          type="submit"
          name="locale"
          value={locale}
          lang={locale}
          aria-current={locale === current ? 'true' : undefined}
          className={css.language}
        >
          {languageNames[locale]}
        </button>
      ))}
    </form>
  );
}

/** Where a choice of this kind is sent: customers and agents are signed in at doors of their own. */
export function preferencesOf(pathname: string): string {
  return /^\/portal(\/|$)/.test(pathname) ? '/portal/preferences' : '/preferences';
}
