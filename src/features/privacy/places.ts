import { sql } from 'kysely';
import { toldChanges } from '#features/change-log/told-changes.ts';
import { blankChanges, blankTroubles } from './blank-values.ts';
import { givenTo, givenValues } from './given-to.ts';
import { mentionPattern } from './mentions.ts';
import { naming } from './naming.ts';
import { ofContact, type Place, told } from './place.ts';
import { placesOfAccess } from './places-of-access.ts';

/**
 * Every place, in the order in which they are emptied and stand on the certificate; the contact's own row comes after them.
 * A feature that keeps something about contacts adds its table here, what lets them in to `placesOfAccess`, or to `otherTables` with the reason; a test fails until
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
  ...placesOfAccess,
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
