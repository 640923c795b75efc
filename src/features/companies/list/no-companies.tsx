import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import type { CompanyFilter } from './company-filter.ts';

interface Props {
  filter: CompanyFilter;
  may: { edit: boolean; import: boolean };
  pathOf(filter: CompanyFilter): string;
}

/** Why the list is empty and what the caller may do next: another search, fewer conditions, or a first import. */
export function NoCompanies({ filter, may, pathOf }: Props) {
  const t = useTranslations('companies');
  if (filter.search) {
    return (
      <EmptyState
        title={t('none_found')}
        actions={<ButtonLink to={pathOf({ ...filter, search: '' })}>{t('clear_search')}</ButtonLink>}
      >
        {t('none_found_hint')}
      </EmptyState>
    );
  }
  if (filter.conditions.length > 0) {
    return (
      <EmptyState
        title={t('none_filtered')}
        actions={<ButtonLink to={pathOf({ ...filter, conditions: [] })}>{t('show_all')}</ButtonLink>}
      >
        {t('none_filtered_hint')}
      </EmptyState>
    );
  }
  if (filter.view === 'deleted') return <EmptyState title={t('none_deleted')}>{t('none_deleted_hint')}</EmptyState>;
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
            <ButtonLink to="/companies/new" icon="plus">
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
