import { type RawBuilder, sql } from 'kysely';
import { toldChanges } from '#features/change-log/told-changes.ts';
import type { Tables } from '#platform/database/tables.generated.ts';
import type { Done, PlaceName } from './erasure.ts';
import type { Person } from './find-person.ts';
import { givenTo, givenValues } from './given-to.ts';
import { mentionPattern } from './mentions.ts';
import { naming } from './naming.ts';

/** A table in which a person's values may lie, which of its rows they are in and what becomes of those. */
export interface Place {
  place: PlaceName;
  table: keyof Tables;
  rows(person: Person): RawBuilder<boolean>;
  done: Done;
  /** How the rows are written anew where they are blanked. */
  blank?(person: Person): RawBuilder<unknown>;
  /** What the person is told of his rows when he asks for all that is held about him; left out where they say nothing. */
  told?: Told;
}

interface Told {
  /** A list for `select`; what a name means stands in `privacy.columns` of the locale files. */
  columns: RawBuilder<unknown>;
  order: RawBuilder<unknown>;
  /** Those of the place that are his alone. */
  rows(person: Person): RawBuilder<boolean>;
}

const ofContact = ({ ids }: Person) => sql<boolean>`contact_id = any(${ids}::bigint[])`;

function told(columns: RawBuilder<unknown>, order: RawBuilder<unknown> = sql`created_at`): { told: Told } {
  return { told: { columns, order, rows: ofContact } };
}

/** The names of the fields stay, old and new value are nothing: no other change has that. */
const blankChanges = sql`(select jsonb_object_agg(key, '[null, null]'::jsonb) from jsonb_object_keys(changes) key)`;

/** What a sentence about a row mentions becomes an ellipsis; which sentence it is, and of which column, stays. */
function blankTroubles(column: 'problems' | 'warnings'): RawBuilder<unknown> {
  return sql`(
    select jsonb_agg(case when jsonb_exists(one, 'values') then one || jsonb_build_object('values', (
      select coalesce(jsonb_object_agg(key, '"…"'::jsonb), '{}') from jsonb_object_keys(one -> 'values') key)) else one end)
    from jsonb_array_elements(${sql.ref(column)}) one)`;
}

/**
 * Every place, in the order in which they are emptied and stand on the certificate; the contact's own row comes after them.
 * A feature that keeps something about contacts adds its table here, or to `otherTables` with the reason; a test fails until
 * it has.
 */
export const places: readonly Place[] = [
  // First: it follows companies.
  { place: 'duplicates', table: 'duplicate_name', rows: ofContact, done: 'removed' },
  {
    place: 'addresses',
    table: 'contact_email',
    rows: ofContact,
    done: 'removed',
    ...told(sql`email, is_primary, state, verified_at, created_at`),
  },
  {
    place: 'companies',
    table: 'membership',
    rows: ofContact,
    done: 'removed',
    ...told(sql`(select c.name from company c where c.account_id = membership.account_id and c.id = company_id) as company,
    is_primary, role, ticket_visibility, created_at`),
  },
  { place: 'former_companies', table: 'set_aside_membership', rows: ofContact, done: 'removed' },
  { place: 'domain_changes', table: 'domain_change_row', rows: ofContact, done: 'removed' },
  {
    place: 'photo',
    table: 'contact_photo',
    rows: ofContact,
    done: 'removed',
    ...told(sql`encode(large, 'base64') as picture, created_at`),
  },
  {
    place: 'removed_photo',
    table: 'removed_photo',
    rows: ofContact,
    done: 'removed',
    ...told(sql`encode(large, 'base64') as picture, created_at, removed_at`),
  },
  { place: 'search', table: 'contact_search', rows: ofContact, done: 'removed' },
  { place: 'field_values', table: 'contact_field_value', rows: ofContact, done: 'removed' },
  {
    place: 'merges',
    table: 'contact_merge',
    rows: ({ ids }) => sql`(survivor_contact_id = any(${ids}::bigint[]) or other_contact_id = any(${ids}::bigint[]))`,
    done: 'removed',
  },
  { place: 'tags', table: 'contact_tag', rows: ofContact, done: 'removed' },
  {
    place: 'password',
    table: 'contact_credential',
    rows: ofContact,
    done: 'removed',
    ...told(sql`password_set_at`, sql`password_set_at`),
  },
  { place: 'portal_views', table: 'portal_view', rows: ofContact, done: 'removed' },
  {
    place: 'sessions',
    table: 'session',
    rows: ofContact,
    done: 'removed',
    ...told(sql`created_at, last_seen_at, expires_at, ip, user_agent`),
  },
  {
    place: 'invitations',
    table: 'invitation',
    rows: ofContact,
    done: 'removed',
    ...told(sql`email, created_at, expires_at, opened_at, spent_at, cancelled_at`),
  },
  {
    place: 'resets',
    table: 'password_reset',
    rows: ofContact,
    done: 'removed',
    ...told(sql`email, created_at, expires_at, spent_at`),
  },
  {
    place: 'email_changes',
    table: 'email_change',
    rows: ofContact,
    done: 'removed',
    ...told(sql`email, former_email, created_at, spent_at, undone_at`),
  },
  {
    place: 'mails',
    table: 'mail_message',
    rows: (person) => sql`(${ofContact(person)} or agent_id is null and to_address = any(${person.emails}::text[]))`,
    done: 'removed',
    ...told(sql`kind, to_address, state, created_at, sent_at`),
  },
  {
    place: 'import_corrections',
    table: 'import_correction',
    rows: (person) => sql`(${naming(person, 'cells')} or exists (
      select from import_row o where o.account_id = import_correction.account_id
        and o.import_id = import_correction.import_id and o.row_number = import_correction.row_number
        and o.contact_id = any(${person.ids}::bigint[])))`,
    done: 'removed',
  },
  {
    place: 'import_rows',
    table: 'import_row',
    rows: (person) =>
      sql`(${ofContact(person)} or ${naming(person, 'record_name', 'changes', 'problems', 'warnings', 'cells')})`,
    done: 'blanked',
    ...told(sql`import_id, row_number, outcome, changes, cells`, sql`import_id, phase, row_number`),
    blank: () => sql`record_name = null, changes = ${blankChanges}, problems = ${blankTroubles('problems')},
      warnings = ${blankTroubles('warnings')},
      cells = (select jsonb_agg('""'::jsonb) from jsonb_array_elements(cells))`,
  },
  {
    place: 'import_previews',
    table: 'import',
    rows: (person) => naming(person, 'inspection', 'columns', 'failure_values', 'undo_failure_values'),
    done: 'blanked',
    // A file without names of columns has its first row for them.
    blank: (
      person,
    ) => sql`failure_values = null, undo_failure_values = null, inspection = inspection || jsonb_build_object(
      'headers', (select coalesce(jsonb_agg(case when ${naming(person, 'header')} then '"…"' else header end), '[]')
        from jsonb_array_elements(inspection -> 'headers') header),
      'samples', (select coalesce(jsonb_agg('[]'::jsonb), '[]') from jsonb_array_elements(inspection -> 'headers')),
      'first_lines', '[]'::jsonb, 'rows', '[]'::jsonb), columns = (
      select coalesce(jsonb_agg(case when ${naming(person, 'one')}
        then (one || '{"header": "…"}'::jsonb) - 'proposal'::text else one end), '[]') from jsonb_array_elements(columns) one)`,
  },
  {
    place: 'import_undo',
    table: 'import_undo_record',
    rows: ({ ids }) => sql`record = 'contact' and record_id = any(${ids}::bigint[]) and fields is not null`,
    done: 'blanked',
    blank: () => sql`fields = (
      select jsonb_object_agg(key, value || '{"before": null, "after": null}') from jsonb_each(fields))`,
  },
  {
    place: 'bulk_undo',
    table: 'bulk_action_row',
    rows: (person) => sql`${ofContact(person)} and former is not null`,
    done: 'blanked',
    blank: () => sql`former = null`,
  },
  {
    place: 'bulk_actions',
    table: 'bulk_action',
    // Nobody is erased while one of the others is still to be done.
    rows: (person) => sql`(state in ('done', 'failed', 'cancelled') and ${givenTo(person)})`,
    done: 'blanked',
    blank: () => sql`input = input - ${givenValues}`,
  },
  {
    place: 'mappings',
    table: 'remembered_mapping',
    rows: (person) => naming(person, 'columns'),
    done: 'removed',
  },
  {
    place: 'timeline',
    table: 'change_log',
    rows: ({ ids }) => sql`record = 'contact' and record_id = any(${ids}::bigint[]) and changes is not null`,
    done: 'blanked',
    told: {
      columns: sql`at, act, caller_kind as by, import_id, ${toldChanges} as changes`,
      order: sql`at, id`,
      rows: ({ ids }) => sql`record = 'contact' and record_id = any(${ids}::bigint[])`,
    },
    blank: () => sql`changes = ${blankChanges}`,
  },
  {
    place: 'timelines_of_others',
    table: 'change_log',
    rows: (person) => sql`not (record = 'contact' and record_id = any(${person.ids}::bigint[]))
      and ${naming(person, 'changes')}`,
    done: 'blanked',
    blank: () => sql`changes = ${blankChanges}`,
  },
  {
    place: 'views',
    table: 'saved_view',
    // Its query is the end of an address in the browser, where @ is written as %40.
    rows: (person) => sql`(${naming(person, 'name', 'query')}
      or replace(query, '%40', '@') ~* ${mentionPattern({ ...person, texts: [] }) ?? '^$a'})`,
    done: 'removed',
  },
  {
    place: 'notes_of_contacts',
    table: 'contact',
    rows: (person) =>
      sql`not id = any(${person.ids}::bigint[]) and ${naming(person, 'description', 'address', 'custom_fields')}`,
    done: 'left',
  },
  {
    place: 'notes_of_companies',
    table: 'company',
    rows: (person) => naming(person, 'description', 'note', 'custom_fields'),
    done: 'left',
  },
];

/** Tables that hold nothing of a contact, or nothing that says who he is: each with the reason. */
export const otherTables: Partial<Record<keyof Tables, string>> = {
  account: 'the help desk itself',
  account_host: 'its addresses',
  agent: 'agents are no contacts, and no address is both',
  agent_link: 'links of agents',
  company_deletion: 'numbers and domains of companies',
  company_domain: 'domains of companies',
  company_field_value: 'what unique fields of companies are checked by',
  company_search: 'names and domains of companies',
  custom_field: 'names of fields',
  domain_change: 'domains of companies',
  duplicate_pair: 'numbers of contacts',
  erasure: 'certificates',
  import_chunk: 'counts, and numbers of contacts',
  import_company: 'names of companies',
  import_parent: 'numbers of companies',
  import_undo_chunk: 'counts',
  rate_limit: 'hashes that are gone within a day',
  stored_file: 'files of imports, which are read and dropped where they name him',
  stored_file_chunk: 'their bytes',
  tombstone: 'keyed hashes, by which he is known again',
  withdrawn_link: 'hashes of links',
};

/** What becomes of each column of the person's own row where it is kept. */
export const contactRow: { kept: readonly string[]; blanked: Record<string, RawBuilder<unknown>> } = {
  kept: ['account_id', 'id', 'merged_into_contact_id', 'source', 'created_by_import_id', 'created_at'],
  blanked: {
    phone: sql`null`,
    phone_e164: sql`null`,
    mobile: sql`null`,
    mobile_e164: sql`null`,
    job_title: sql`null`,
    address: sql`null`,
    description: sql`null`,
    language: sql`null`,
    time_zone: sql`null`,
    tags: sql`'{}'`,
    unique_external_id: sql`null`,
    twitter_id: sql`null`,
    custom_fields: sql`'{}'`,
    portal_access: sql`'none'`,
    invited_at: sql`null`,
    activated_at: sql`null`,
    last_sign_in_at: sql`null`,
    locked_at: sql`null`,
    locked_by: sql`null`,
    locked_until: sql`null`,
    deactivated_at: sql`null`,
    blocked_at: sql`null`,
  },
};
