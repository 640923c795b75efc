import { type CompanyView, companyViews } from '#features/companies/company.ts';
import { type GivenListFilter, type ListFilter, readListFilter } from '#features/lists/filter/list-filter.ts';

/** Which companies a list means, and in which order it shows them. */
export type CompanyFilter = ListFilter<CompanyView>;

/** What tells companies apart in a filter; the rest is their order. */
export type CompanyMatch = Pick<CompanyFilter, 'view' | 'search' | 'conditions'>;

/** Reads a filter from an address; what is not understood means all companies by name, but for conditions. */
export function readCompanyFilter(given: GivenListFilter): CompanyFilter {
  return readListFilter(given, companyViews);
}
