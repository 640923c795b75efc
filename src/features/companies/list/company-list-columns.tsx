import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { CompanyView } from '#features/companies/company.ts';
import { useListColumns } from '#features/lists/display/use-list-columns.tsx';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import { Moment } from '#ui/moment.tsx';
import type { Column } from '#ui/table.tsx';
import type { CompanyFilter } from './company-filter.ts';
import type { ListedCompany } from './company-rows.ts';
import type { ListedCompanies } from './list-companies.ts';

interface Props {
  columns: readonly FilterField[];
  filter: CompanyFilter;
  list: Pick<ListedCompanies, 'count' | 'sort'>;
  pathOf(filter: CompanyFilter): string;
}

/** What has an index sorts any number of companies. */
export const alwaysSorted = ['name', 'created_at', 'updated_at'];
/** Beyond these many the contacts of a company are said as "1,000+". */
const membersCountedTo = 1_000;

/** What the list shows behind the name unless somebody chooses otherwise. */
export function usualColumns(view: CompanyView): string[] {
  const usual = ['parent_company', 'domains', 'industry', 'account_tier', 'contacts_count'];
  return [...usual, view === 'deleted' ? 'deleted_at' : 'updated_at'];
}

/** The columns of the company list. */
export function useCompanyColumns(shown: Props): [Column<ListedCompany>, ...Column<ListedCompany>[]] {
  const t = useTranslations('companies');
  // Companies of one group differ at the end of their names.
  const name = {
    header: t('fields.name'),
    cell: (company: ListedCompany) => company.name,
    width: 'share-more',
  } as const;
  return useListColumns({ ...shown, name, alwaysSorted, cellOf: useCells() });
}

function useCells(): (field: FilterField, company: ListedCompany) => ReactNode | undefined {
  const format = useFormatter();
  return (field, company) => {
    switch (field.name) {
      case 'parent_company':
        return (
          company.parent_company_id && (
            <Link to={`/companies/${company.parent_company_id}`}>{company.parent_company}</Link>
          )
        );
      case 'domains':
        return company.domains.join(', ');
      case 'contacts_count':
        return company.contacts_count > membersCountedTo
          ? `${format.number(membersCountedTo)}+`
          : format.number(company.contacts_count);
      case 'created_at':
      case 'updated_at':
      case 'deleted_at':
        return company[field.name] && <Moment at={company[field.name]!} />;
      default:
        return undefined;
    }
  };
}
