import { type RawBuilder, sql } from 'kysely';
import type { ContactView } from './contact-filter.ts';

/**
 * Which contacts that are not deleted a view shows, as SQL over `contact`. Written as the partial indexes of `contact` are, or
 * PostgreSQL would not see that they fit.
 */
export const viewConditions: Record<ContactView, (now: Date) => RawBuilder<boolean>> = {
  all: () => sql`true`,
  verified: () => sql`contact.portal_access = 'active'`,
  unverified: () => sql`contact.portal_access <> 'active'`,
  invited: () => sql`contact.portal_access = 'invited'`,
  locked: (now) =>
    sql`contact.locked_at is not null and (contact.locked_until is null or contact.locked_until > ${now})`,
  deactivated: () => sql`contact.deactivated_at is not null`,
};
