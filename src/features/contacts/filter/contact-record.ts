import { type RawBuilder, sql } from 'kysely';
import { companyTreeSql } from '#features/companies/company-tree-sql.ts';
import { contactFields, contactSources, portalStates } from '#features/contacts/contact.ts';
import { companyOrder, contactOrders, lastSignIn } from '#features/contacts/list/contact-order.ts';
import { containsDigits, digitsIn, inTime, keysOf, likeAny, lowered } from '#features/lists/filter/condition-sql.ts';
import { builtInFilterFields, type FilterField, ownFilterFields } from '#features/lists/filter/filter-field.ts';
import type { AskedCondition, FieldElsewhere, ListedRecord } from '#features/lists/filter/listed-record.ts';
import { never } from '#features/lists/rows/list-order.ts';
import { e164OfPhone } from '#platform/fields/phone-e164.ts';
import { indexedContacts } from './indexed-contacts.ts';
import { portalStateSql } from './portal-state-sql.ts';

type Sql<T = unknown> = RawBuilder<T>;

/** Deleted contacts have a view of their own. */
const livingStates = portalStates.filter((state) => state !== 'deleted');

/** What a contact is narrowed by beside the fields that somebody fills in. */
const stateFields = [
  {
    name: 'portal_state',
    kind: 'choice',
    label: 'contacts.portal',
    short_label: 'contacts.portal_short',
    choices: livingStates,
    choice_words: 'contacts.states',
    isNeverEmpty: true,
  },
  {
    name: 'locked_by',
    kind: 'choice',
    label: 'contacts.filter.locked_by',
    choices: ['failures', 'agent', 'contact_admin'],
    choice_words: 'contacts.lockers',
  },
  { name: 'locked_at', kind: 'time', label: 'contacts.filter.locked_at' },
  { name: 'locked_until', kind: 'time', label: 'contacts.filter.locked_until' },
  { name: 'is_blocked', kind: 'checkbox', label: 'contacts.filter.is_blocked' },
  { name: 'last_sign_in_at', kind: 'time', label: 'contacts.last_sign_in' },
  { name: 'invited_at', kind: 'time', label: 'contacts.filter.invited_at' },
  { name: 'activated_at', kind: 'time', label: 'contacts.filter.activated_at' },
  { name: 'created_at', kind: 'time', label: 'contacts.added', isNeverEmpty: true },
  { name: 'updated_at', kind: 'time', label: 'contacts.changed', isNeverEmpty: true },
  {
    name: 'source',
    kind: 'choice',
    label: 'lists.filter.source',
    choices: contactSources,
    choice_words: 'lists.filter.sources',
    isNeverEmpty: true,
  },
] as const satisfies readonly FilterField[];

/** What a list of contacts narrows and shows. */
export const contactRecord: ListedRecord = {
  name: 'contact',
  fieldsOf: (custom) => [...builtInFilterFields(contactFields, 'company'), ...stateFields, ...ownFilterFields(custom)],
  elsewhere: {
    tags: {
      order: { by: sql`lower(array_to_string(contact.tags, ',')) collate "C"`, kind: 'text' },
      isFilled: sql`(contact.tags <> '{}')`,
      meets: ({ values }) =>
        sql`exists (
          select from contact_tag where contact_id = contact.id and tag_key = any(${keysOf(values)}) offset 0)`,
    },
    email: {
      order: {
        by: sql`coalesce((select email from contact_email where contact_id = contact.id and is_primary), '')`,
        kind: 'text',
      },
      isFilled: sql`exists (select from contact_email where contact_id = contact.id offset 0)`,
      meets: (condition) =>
        addressThat(
          condition.operator === 'is'
            ? sql`email = any(${lowered(condition.values)}::text[])`
            : likeAny(sql`email`, condition),
        ),
    },
    company: {
      order: companyOrder,
      isFilled: sql`exists (select from membership where contact_id = contact.id offset 0)`,
      meets: ({ operator, values }) =>
        memberOf(operator === 'is' ? sql`${values.map(Number)}::bigint[]` : companyTreeSql(values.map(Number))),
    },
    phone: phone('phone'),
    mobile: phone('mobile'),
    portal_state: {
      value: sql.ref('contact.portal_access'),
      meets: ({ values, asking }) => portalStateSql(values, asking.now),
    },
    locked_by: {
      // A lock by failures that has ended stays written down until the next sign-in.
      meets: ({ values, asking }) =>
        sql`coalesce(contact.locked_by = any(${values}::text[])
          and (contact.locked_until is null or contact.locked_until > ${asking.now}), false)`,
    },
    last_sign_in_at: {
      // As the index has it, in which those who never were in come first.
      meets: (condition) => sql`(${inTime(condition, lastSignIn)} and ${lastSignIn} > ${never})`,
    },
    is_blocked: {
      value: sql`(contact.blocked_at is not null)::text`,
      // As the index of blocked contacts has it.
      meets: ({ values }) =>
        values[0] === 'yes' ? sql`contact.blocked_at is not null` : sql`contact.blocked_at is null`,
    },
  },
  indexedOrders: contactOrders,
  indexed: indexedContacts,
  toldLoosely: new Set(['name']),
};

function addressThat(matches: Sql): Sql<boolean> {
  return sql`exists (select from contact_email where contact_id = contact.id and ${matches} offset 0)`;
}

function memberOf(company_ids: Sql): Sql<boolean> {
  return sql`exists (select from membership where contact_id = contact.id and company_id = any(${company_ids}) offset 0)`;
}

function phone(name: 'phone' | 'mobile'): FieldElsewhere {
  const typed = sql.ref(`contact.${name}`);
  const e164 = sql.ref(`contact.${name}_e164`);
  return {
    meets: (condition) =>
      condition.operator === 'is'
        ? isPhone({ typed, e164 }, condition)
        : containsDigits(sql`concat_ws(' ', ${typed}, ${e164})`, condition),
  };
}

/** The same number however it is typed; one that is none to the world by its digits. */
function isPhone({ typed, e164 }: { typed: Sql; e164: Sql }, { values, asking }: AskedCondition): Sql<boolean> {
  const numbers = values.map((value) => e164OfPhone(value, asking.country));
  const others = values.filter((_, at) => numbers[at] === null).map(digitsIn);
  return sql`(
    coalesce(${e164} = any(${numbers.filter((number) => number !== null)}::text[]), false)
    or coalesce(regexp_replace(${typed}, '\\D', '', 'g') = any(${others.filter(Boolean)}::text[]), false))`;
}
