import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import css from './check-bar.module.css';
import type { Counts } from './import.ts';

/** What there is to do once a list is in. */
export function NextSteps({ id, counts, isInvited }: { id: number; counts: Counts; isInvited: boolean }) {
  const t = useTranslations('imports.next');
  return (
    <nav className={css.bar} aria-label={t('label')}>
      {counts.created > 0 && isInvited && (
        <ButtonLink to="/invitations" kind="primary" icon="mail">
          {t('invitations')}
        </ButtonLink>
      )}
      {counts.created > 0 && !isInvited && (
        <ButtonLink to={`/bulk-actions/new?created_by_import_id=${id}`} kind="primary" icon="mail">
          {t('invite', { count: counts.created })}
        </ButtonLink>
      )}
      <ButtonLink to="/contacts?sort=created" icon="people">
        {t('contacts')}
      </ButtonLink>
      <ButtonLink to="/imports/new" kind="quiet" icon="upload">
        {t('another')}
      </ButtonLink>
    </nav>
  );
}
