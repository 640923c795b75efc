import { type RawBuilder, sql } from 'kysely';
import { companyFields, companyNameKey } from '#features/companies/company.ts';
import { companyTreeSql } from '#features/companies/company-tree-sql.ts';
import { membersCount } from '#features/companies/list-company-tree.ts';
import { likeAny, lowered } from '#features/lists/filter/condition-sql.ts';
import { builtInFilterFields, type FilterField, ownFilterFields } from '#features/lists/filter/filter-field.ts';
import type { AskedCondition, ListedRecord } from '#features/lists/filter/listed-record.ts';
import { indexedCompanies } from './indexed-companies.ts';

/** What a company is narrowed by beside the fields that somebody fills in. */
const stateFields = [
  { name: 'contacts_count', kind: 'number', label: 'companies.contacts', isNeverEmpty: true },
  { name: 'created_at', kind: 'time', label: 'companies.added', isNeverEmpty: true },
  { name: 'updated_at', kind: 'time', label: 'companies.updated', isNeverEmpty: true },
  { name: 'deleted_at', kind: 'time', label: 'companies.deleted_at', isNeverEmpty: true },
  {
    name: 'source',
    kind: 'choice',
    label: 'lists.filter.source',
    choices: ['agent', 'import'],
    choice_words: 'lists.filter.sources',
    isNeverEmpty: true,
  },
] as const satisfies readonly FilterField[];

/** Counting the contacts of each goes no further where a list is sorted by them or shows them. */
const shownMembers = sql`${membersCount(sql`company.id`)}`;
const mostMembers = 1_000_000;
const anyMember = sql<boolean>`exists (
  select from membership join contact on contact.id = membership.contact_id and contact.deleted_at is null
  where membership.company_id = company.id offset 0)`;

/** What a list of companies narrows and shows. */
export const companyRecord: ListedRecord = {
  name: 'company',
  fieldsOf: (custom) => [
    ...builtInFilterFields(companyFields, 'parent_company'),
    ...stateFields,
    ...ownFilterFields(custom),
  ],
  elsewhere: {
    name: {
      meets: ({ operator, values }) =>
        operator === 'is' ? sql`(company.name_key = any(${values.map(companyNameKey)}::text[]))` : null,
    },
    domains: {
      order: {
        by: sql`coalesce((select min(domain) from company_domain where company_id = company.id), '')`,
        kind: 'text',
      },
      isFilled: sql`exists (select from company_domain where company_id = company.id offset 0)`,
      meets: (condition) =>
        domainThat(
          condition.operator === 'is'
            ? sql`domain = any(${lowered(condition.values)}::text[])`
            : likeAny(sql`domain`, condition),
        ),
    },
    parent_company: {
      order: {
        by: sql`coalesce((
          select parent.sort_key from company parent where parent.id = company.parent_company_id), '') collate "C"`,
        kind: 'text',
      },
      isFilled: sql`(company.parent_company_id is not null)`,
      meets: ({ operator, values }) => {
        const ids = values.map(Number);
        const parents = operator === 'is' ? sql`${ids}::bigint[]` : companyTreeSql(ids);
        return sql`coalesce(company.parent_company_id = any(${parents}), false)`;
      },
    },
    contacts_count: {
      value: shownMembers,
      order: { by: shownMembers, kind: 'number' },
      meets: hasMembers,
    },
    source: { value: sql`case when company.created_by_import_id is null then 'agent' else 'import' end` },
  },
  indexedOrders: {
    name: { by: sql.ref('company.sort_key'), kind: 'text' },
    created_at: { by: sql.ref('company.created_at'), kind: 'time' },
    updated_at: { by: sql.ref('company.updated_at'), kind: 'time' },
  },
  indexed: indexedCompanies,
  toldLoosely: new Set(['contacts_count', 'unique_external_id']),
};

function domainThat(matches: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (select from company_domain where company_id = company.id and ${matches} offset 0)`;
}

/** Contacts are counted to one more than what they are compared with: enough to tell, however many there are. */
function hasMembers({ operator, values }: AskedCondition): RawBuilder<boolean> {
  const numbers = values.map(Number);
  if (numbers.every((number) => number === 0) && operator !== 'less_than') {
    return operator === 'is' ? sql`not ${anyMember}` : anyMember;
  }
  const most = Math.min(Math.max(0, Math.ceil(Math.max(...numbers))) + 1, mostMembers);
  const count = membersCount(sql`company.id`, most);
  if (operator === 'is') return sql`(${count} = any(${numbers}::float8[]))`;
  return sql`(${count} ${sql.raw(operator === 'less_than' ? '<' : '>')} ${numbers[0]}::float8)`;
}
