import { type RawBuilder, sql } from 'kysely';
import type { Person } from './find-person.ts';
import { naming } from './naming.ts';

/** Keys of a bulk action's input that hold a value, as SQL. */
export const givenValues = sql`array['value', 'e164', 'tags']`;

/**
 * Bulk actions whose input holds a value of the person: it names him, or nobody else whom it was given to is still there.
 * Without the value they still tell which field it was.
 */
export function givenTo(person: Person): RawBuilder<boolean> {
  const rows = sql`bulk_action_row r where r.account_id = bulk_action.account_id`;
  return sql`(jsonb_exists_any(input, ${givenValues}) and (${naming(person, 'input')} or (
    id in (select r.bulk_action_id from ${rows} and r.contact_id = any(${person.ids}::bigint[]))
    and not exists (
      select from ${rows} and r.bulk_action_id = bulk_action.id and not r.contact_id = any(${person.ids}::bigint[]) and exists (
        select from contact c where c.account_id = r.account_id and c.id = r.contact_id and c.erased_at is null)))))`;
}
