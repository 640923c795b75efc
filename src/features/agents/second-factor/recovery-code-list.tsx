import { useTranslations } from 'use-intl';
import { Notice } from '#ui/notice.tsx';
import css from './second-factor.module.css';

/** Recovery codes on the one occasion on which they are shown. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }) {
  const t = useTranslations('second_factor');
  return (
    <div className={css.codes}>
      <Notice tone="warning" title={t('codes_title')} isNews>
        {t('codes_text')}
      </Notice>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
