import { useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import css from './language-switch.module.css';
import { preferencesOf } from './language-switch.tsx';
import { useSurroundings } from './surroundings.ts';

/** Light, dark or as the device: a plain form, remembered by this browser. */
export function ThemeSwitch() {
  const t = useTranslations('ui.theme');
  const { theme } = useSurroundings();
  const { pathname, search } = useLocation();
  return (
    <form method="post" action={preferencesOf(pathname)} className={css.switch} aria-label={t('label')}>
      <input type="hidden" name="return_to" value={`${pathname}${search}`} />
      {(['light', 'dark', 'system'] as const).map((choice) => (
        <button
          key={choice}
          type="submit"
          name="theme"
          value={choice}
          aria-current={choice === (theme ?? 'system') ? 'true' : undefined}
          className={css.language}
        >
          {t(choice)}
        </button>
      ))}
    </form>
  );
}
