import { useTranslations } from 'use-intl';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { Card } from '#ui/card.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { useRecordEntry } from '#ui/record-entry.tsx';
import { companyFields } from './company.ts';
import type { FoundCompany } from './find-company.ts';

/** Shown in places of their own: the page's title and its line below, the tree, the card of domains, the key facts. */
const elsewhere = ['name', 'industry', 'parent_company', 'domains', 'account_tier', 'health_score', 'renewal_date'];

/** The other fields of a company, those that say something. */
export function CompanyDetails({ company, customFields }: { company: FoundCompany; customFields: readonly Field[] }) {
  const t = useTranslations('companies');
  const entryOf = useRecordEntry();
  const valueOfField = (field: Field): FieldValue =>
    field.custom_field_id === undefined
      ? (company[field.name as keyof FoundCompany] as FieldValue)
      : (company.custom_fields[field.name] ?? null);
  const entries = [...companyFields.filter(({ name }) => !elsewhere.includes(name)), ...customFields]
    .map((field: Field) => entryOf(field, valueOfField(field)))
    .filter(({ value }) => value !== null);
  if (entries.length === 0) return null;
  return (
    <Card title={t('details')}>
      <KeyValueList entries={entries} />
    </Card>
  );
}
