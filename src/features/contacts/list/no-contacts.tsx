import { useTranslations } from 'use-intl';
import type { ContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';

interface Props {
  filter: ContactFilter;
  may: { edit: boolean; import: boolean };
  pathOf(filter: ContactFilter): string;
}

/** Why the list is empty and what the caller may do next: another search, filter or view, or a first import. */
export function NoContacts({ filter, may, pathOf }: Props) {
  const t = useTranslations('contacts');
  if (filter.search) {
    return (
      <EmptyState
        title={t('none_found', { search: filter.search })}
        actions={<ButtonLink to={pathOf({ ...filter, search: '' })}>{t('clear_search')}</ButtonLink>}
      >
        {t('none_found_hint')}
      </EmptyState>
    );
  }
  if (filter.conditions.length > 0) {
    return (
      <EmptyState
        title={t('none_in_filter')}
        actions={<ButtonLink to={pathOf({ ...filter, conditions: [] })}>{t('clear_filter')}</ButtonLink>}
      >
        {t('none_in_filter_hint')}
      </EmptyState>
    );
  }
  if (filter.view !== 'all' || filter.company_id !== null) {
    return (
      <EmptyState title={t('none_in_view')} actions={<ButtonLink to="/contacts">{t('show_all')}</ButtonLink>}>
        {filter.view !== 'all' && t(`none_in_view_hint.${filter.view}`)}
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
