import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import css from './view-banner.module.css';

/** Stays above the portal while an agent looks at it as a contact sees it, with the way back. */
export function ViewBanner({ contact_id, name }: { contact_id: number; name: string }) {
  const t = useTranslations('portal_access.view');
  return (
    <aside className={css.banner} aria-label={t('label')}>
      <p>{t('looking', { name })}</p>
      <form method="post" action={`/contacts/${contact_id}/portal-view/end`}>
        <Button>{t('end')}</Button>
      </form>
    </aside>
  );
}
