import type { Field } from '#platform/fields/field.ts';

/** Every built-in field of a company: form, API, import, export and change log walk this list. */
export const companyFields = [
  { name: 'name', kind: 'text', label: 'companies.fields.name', is_required: true, is_unique: true },
  { name: 'domains', kind: 'domains', label: 'companies.fields.domains', is_unique: true },
  { name: 'parent_company', kind: 'text', label: 'companies.fields.parent_company' },
  { name: 'industry', kind: 'text', label: 'companies.fields.industry' },
  { name: 'account_tier', kind: 'text', label: 'companies.fields.account_tier' },
  { name: 'health_score', kind: 'text', label: 'companies.fields.health_score' },
  { name: 'renewal_date', kind: 'date', label: 'companies.fields.renewal_date' },
  { name: 'unique_external_id', kind: 'text', label: 'companies.fields.unique_external_id', is_unique: true },
  { name: 'description', kind: 'paragraph', label: 'companies.fields.description' },
  { name: 'note', kind: 'paragraph', label: 'companies.fields.note' },
] as const satisfies readonly Field[];

/** Columns of `company` that hold a field as it is; the others' values lie elsewhere. */
export const companyColumns = companyFields
  .map(({ name }) => name)
  .filter((name) => name !== 'domains' && name !== 'parent_company');

/** Which companies a list shows: those that are there, or those that were deleted. */
export const companyViews = ['all', 'deleted'] as const;
export type CompanyView = (typeof companyViews)[number];

/** What makes two companies the same: their names without regard to letter case, width and blanks in a row. */
export function companyNameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFC').replace(/\s+/g, ' ').trim();
}
