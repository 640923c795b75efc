import { type RawBuilder, sql } from 'kysely';
import { fieldSql } from '#features/contacts/filter/field-sql.ts';
import type { FilterField } from '#features/contacts/filter/filter-field.ts';

/** What contacts are sorted by: an expression over a row of `contact` that is never null, and what it gives. */
export interface ContactOrder {
  sort: string;
  by: RawBuilder<unknown>;
  kind: 'text' | 'number' | 'time';
  /** An index holds the order: any number of contacts is quickly sorted. */
  isIndexed: boolean;
}

/** Behind every name of a company: contacts without one come last. */
export const withoutCompany = '\u{10ffff}';
/** Before every number: contacts without one come first. */
const noNumber = sql`'-1e308'::float8`;
/** As the index has it. */
const never = sql`'1970-01-01 00:00:00+00'::timestamptz`;

const quick: Record<string, Pick<ContactOrder, 'by' | 'kind'>> = {
  name: { by: sql.ref('contact.sort_key'), kind: 'text' },
  created_at: { by: sql.ref('contact.created_at'), kind: 'time' },
  updated_at: { by: sql.ref('contact.updated_at'), kind: 'time' },
  last_sign_in_at: { by: sql`coalesce(contact.last_sign_in_at, ${never})`, kind: 'time' },
};

/** The order that a sort asks for; by name where no field is called so. What has no value comes first, as if it were the least. */
export function contactOrder(sort: string, fields: readonly FilterField[]): ContactOrder {
  const held = quick[sort];
  if (held) return { sort, ...held, isIndexed: true };
  if (sort === 'company') return { sort, by: primaryCompany, kind: 'text', isIndexed: false };
  const field = fields.find(({ name }) => name === sort);
  if (!field || field.kind === 'paragraph') return { sort: 'name', ...quick.name!, isIndexed: true };
  return { sort, ...valueOrder(field), isIndexed: false };
}

/** How a company stands in the order of companies: by name, then by id. */
export const companyPlace = sql<string>`company.sort_key || chr(1) || lpad(company.id::text, 15, '0')`;

const primaryCompany = sql`coalesce((
  select ${companyPlace} from membership join company on company.id = membership.company_id
  where membership.contact_id = contact.id and membership.is_primary), ${withoutCompany}) collate "C"`;

function valueOrder(field: FilterField): Pick<ContactOrder, 'by' | 'kind'> {
  const value = fieldSql(field);
  switch (field.kind) {
    case 'number':
      return { by: sql`coalesce(${value}::float8, ${noNumber})`, kind: 'number' };
    case 'time':
      return { by: sql`coalesce(${value}, ${never})`, kind: 'time' };
    case 'tags':
      return { by: sql`lower(array_to_string(contact.tags, ',')) collate "C"`, kind: 'text' };
    case 'email':
      return {
        by: sql`coalesce((select email from contact_email where contact_id = contact.id and is_primary), '')`,
        kind: 'text',
      };
    case 'checkbox':
      return {
        by: sql`${field.name === 'is_blocked' ? sql`(contact.blocked_at is not null)::text` : sql`coalesce(${value}, 'false')`} collate "C"`,
        kind: 'text',
      };
    default:
      return {
        by: sql`coalesce(lower(${field.name === 'portal_state' ? sql`contact.portal_access` : value}), '') collate "C"`,
        kind: 'text',
      };
  }
}
