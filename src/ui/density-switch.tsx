import { useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import css from './language-switch.module.css';
import { preferencesOf } from './language-switch.tsx';
import { useSurroundings } from './surroundings.ts';

/** How close the rows of lists stand: a plain form, remembered by this browser. */
export function DensitySwitch({ returnTo }: { returnTo: string }) {
  const t = useTranslations('ui.density');
  const { density } = useSurroundings();
  const { pathname } = useLocation();
  return (
    <form method="post" action={preferencesOf(pathname)} className={css.switch} aria-label={t('label')}>
      <input type="hidden" name="return_to" value={returnTo} />
      {(['compact', 'standard', 'comfortable'] as const).map((choice) => (
        <button
          key={choice}
          type="submit"
          name="density"
          value={choice}
          aria-current={choice === (density ?? 'standard') ? 'true' : undefined}
          className={css.language}
        >
          {t(choice)}
        </button>
      ))}
    </form>
  );
}
