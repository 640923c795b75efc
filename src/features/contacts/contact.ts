import type { Selectable } from 'kysely';
import type { ContactRow } from '#platform/database/tables.generated.ts';
import type { Field } from '#platform/fields/field.ts';

/** Every built-in field of a contact: form, API, import, export and change log walk this list. */
export const contactFields = [
  { name: 'name', kind: 'text', label: 'contacts.fields.name', is_required: true },
  { name: 'email', kind: 'email', label: 'contacts.fields.email', is_unique: true },
  { name: 'other_emails', kind: 'emails', label: 'contacts.fields.other_emails', is_unique: true },
  { name: 'phone', kind: 'phone', label: 'contacts.fields.phone' },
  { name: 'mobile', kind: 'phone', label: 'contacts.fields.mobile' },
  { name: 'company', kind: 'text', label: 'contacts.fields.company' },
  { name: 'job_title', kind: 'text', label: 'contacts.fields.job_title' },
  { name: 'language', kind: 'language', label: 'contacts.fields.language' },
  { name: 'time_zone', kind: 'time_zone', label: 'contacts.fields.time_zone' },
  { name: 'tags', kind: 'tags', label: 'contacts.fields.tags' },
  { name: 'unique_external_id', kind: 'text', label: 'contacts.fields.unique_external_id', is_unique: true },
  { name: 'twitter_id', kind: 'text', label: 'contacts.fields.twitter_id', is_unique: true },
  { name: 'address', kind: 'paragraph', label: 'contacts.fields.address' },
  { name: 'description', kind: 'paragraph', label: 'contacts.fields.description' },
] as const satisfies readonly Field[];

/** Columns of `contact` that hold a field as it is; addresses and companies have tables of their own. */
export const contactColumns = contactFields
  .map(({ name }) => name)
  .filter((name) => name !== 'email' && name !== 'other_emails' && name !== 'company');

/** One of these must be there, or nobody could ever tell who the contact is. */
export const reachingFields = ['email', 'phone', 'mobile', 'unique_external_id', 'twitter_id'] as const;

/** How a contact came to be in the directory. */
export const contactSources = ['agent', 'import', 'api', 'email', 'portal', 'sign_up'] as const;

/** What a contact is in a company beside a member of it. */
export const membershipRoles = ['none', 'contact_admin'] as const;
/** Whose tickets a contact sees in a company. */
export const ticketVisibilities = ['own', 'company', 'company_and_children'] as const;

/** Whether a contact can sign in, and if not why: what lies over the access itself comes first. */
export const portalStates = ['none', 'invited', 'active', 'locked', 'deactivated', 'deleted'] as const;
export type PortalState = (typeof portalStates)[number];

/** What a portal state is told from. */
export type PortalColumns = Pick<
  Selectable<ContactRow>,
  'portal_access' | 'locked_at' | 'locked_until' | 'deactivated_at' | 'deleted_at'
>;

/** The state in which a contact's portal access is at a moment; a lock by failures ends by itself. */
export function portalStateOf(contact: PortalColumns, now: Date): PortalState {
  if (contact.deleted_at) return 'deleted';
  if (contact.deactivated_at) return 'deactivated';
  const isLocked = contact.locked_at && (contact.locked_until === null || contact.locked_until > now);
  return isLocked ? 'locked' : contact.portal_access;
}
