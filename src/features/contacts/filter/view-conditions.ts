import { type RawBuilder, sql } from 'kysely';
import type { ContactView } from './contact-filter.ts';

/**
 * Which contacts a view shows, as SQL over `contact`: *Deleted* those who are, every other one of the rest. Written as the
 * partial indexes of `contact` are, or PostgreSQL would not see that they fit.
 */
export function viewCondition(view: ContactView, now: Date): RawBuilder<boolean> {
  if (view === 'deleted') {
    return sql`contact.deleted_at is not null and contact.erased_at is null and contact.merged_into_contact_id is null`;
  }
  return sql`contact.deleted_at is null and ${conditions[view](now)}`;
}

const conditions: Record<Exclude<ContactView, 'deleted'>, (now: Date) => RawBuilder<boolean>> = {
  all: () => sql`true`,
  verified: () => sql`contact.portal_access = 'active'`,
  unverified: () => sql`contact.portal_access <> 'active'`,
  invited: () => sql`contact.portal_access = 'invited'`,
  locked: (now) =>
    sql`contact.locked_at is not null and (contact.locked_until is null or contact.locked_until > ${now})`,
  deactivated: () => sql`contact.deactivated_at is not null`,
  blocked: () => sql`contact.blocked_at is not null`,
};
