import { type RawBuilder, sql } from 'kysely';

/** What `portalStateOf` tells of a contact, as SQL over a row of `contact`: whether it is one of the states. */
export function portalStateSql(states: readonly string[], now: Date): RawBuilder<boolean> {
  const isLocked = sql`contact.locked_at is not null and (contact.locked_until is null or contact.locked_until > ${now})`;
  const isFree = sql`contact.deactivated_at is null and (contact.locked_at is null or contact.locked_until <= ${now})`;
  const conditions = [...new Set(states)].map((state) => {
    if (state === 'deactivated') return sql`contact.deactivated_at is not null`;
    if (state === 'locked') return sql`(contact.deactivated_at is null and ${isLocked})`;
    return sql`(contact.portal_access = ${state} and ${isFree})`;
  });
  return sql`(${sql.join(conditions, sql` or `)})`;
}
