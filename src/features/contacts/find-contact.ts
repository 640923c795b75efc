import { type Selectable, sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import type { ContactEmailRow, ContactRow, MembershipRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { type ShownAddress, showEmailAddress } from '#platform/fields/show-email-address.ts';
import { type PortalState, portalStateOf } from './contact.ts';

export interface ContactMembership
  extends Pick<Selectable<MembershipRow>, 'company_id' | 'is_primary' | 'role' | 'ticket_visibility'> {
  company: string;
}

/** A contact as its page shows it. */
export interface FoundContact
  extends Omit<Selectable<ContactRow>, 'account_id' | 'custom_fields' | 'sort_key' | 'phone_e164' | 'mobile_e164'> {
  custom_fields: Record<string, FieldValue>;
  portal_state: PortalState;
  /** The agent or contact admin who has locked him. */
  locked_by_name: string | null;
  /** What his photo's address changes with; null without one. */
  photo_key: string | null;
  /** The primary address, or null. */
  email: string | null;
  /** All addresses, the primary one first, then those in use before retired ones. */
  emails: (Pick<
    Selectable<ContactEmailRow>,
    'email' | 'is_primary' | 'state' | 'verified_at' | 'bounce_reason' | 'bounced_at'
  > &
    ShownAddress)[];
  /** The primary one first. */
  memberships: ContactMembership[];
}

/** One contact with addresses, companies and portal access; a deleted one too, whose page offers to restore him. */
export async function findContact(ctx: Context, { id }: { id: number }): Promise<FoundContact> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async ({ db, clock }) => {
    const row = await db
      .selectFrom('contact')
      .leftJoin('contact_photo', 'contact_photo.contact_id', 'contact.id')
      .leftJoin('agent as locking_agent', 'locking_agent.id', 'contact.locked_by_agent_id')
      .leftJoin('contact as locking_contact', 'locking_contact.id', 'contact.locked_by_contact_id')
      .selectAll('contact')
      .select('contact_photo.key as photo_key')
      .select((row) => row.fn.coalesce('locking_agent.name', 'locking_contact.name').as('locked_by_name'))
      .where('contact.id', '=', id)
      .executeTakeFirst();
    if (!row) throw new Failure('not_found', 'platform.not_found');
    const emails = await db
      .selectFrom('contact_email')
      .select(['email', 'is_primary', 'state', 'verified_at', 'bounce_reason', 'bounced_at'])
      .where('contact_id', '=', id)
      .orderBy('is_primary', 'desc')
      .orderBy(sql`state = 'retired'`)
      .orderBy('created_at')
      .orderBy('email')
      .execute();
    const memberships = await db
      .selectFrom('membership')
      .innerJoin('company', 'company.id', 'company_id')
      .select(['company_id', 'company.name as company', 'is_primary', 'role', 'ticket_visibility'])
      .where('contact_id', '=', id)
      .orderBy('is_primary', 'desc')
      .orderBy('company.sort_key')
      .orderBy('company_id')
      .execute();
    const { account_id, sort_key, phone_e164, mobile_e164, ...contact } = row;
    return {
      ...contact,
      custom_fields: row.custom_fields as Record<string, FieldValue>,
      portal_state: portalStateOf(row, clock.now()),
      email: emails.find(({ is_primary }) => is_primary)?.email ?? null,
      emails: emails.map((address) => ({ ...address, ...showEmailAddress(address.email) })),
      memberships,
    };
  });
}
