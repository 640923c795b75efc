import { useTranslations } from 'use-intl';
import type { ContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { pathOfContacts } from './path-of-contacts.ts';

/** Why the list is empty and what the caller may do next: another search, another view, or a first import. */
export function NoContacts({ filter, may }: { filter: ContactFilter; may: { edit: boolean; import: boolean } }) {
  const t = useTranslations('contacts');
  if (filter.search) {
    return (
      <EmptyState
        title={t('none_found', { search: filter.search })}
        actions={<ButtonLink to={pathOfContacts({ ...filter, search: '' })}>{t('clear_search')}</ButtonLink>}
      >
        {t('none_found_hint')}
      </EmptyState>
    );
  }
  if (filter.view !== 'all') {
    return (
      <EmptyState title={t('none_in_view')} actions={<ButtonLink to="/contacts">{t('show_all')}</ButtonLink>}>
        {t(`none_in_view_hint.${filter.view}`)}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('none')}
      actions={
        <>
          {may.import && (
            <ButtonLink to="/imports/new" kind="primary" icon="upload">
              {t('import_customers')}
            </ButtonLink>
          )}
          {may.edit && (
            <ButtonLink to="/contacts/new" icon="plus">
              {t('new')}
            </ButtonLink>
          )}
        </>
      }
    >
      {t('none_hint')}
    </EmptyState>
  );
}
