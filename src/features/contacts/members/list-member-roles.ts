import type { ContactMembership } from '#features/contacts/find-contact.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** What contacts are in one company and whose tickets they see there, by contact. */
export type MemberRoles = ReadonlyMap<number, Pick<ContactMembership, 'role' | 'ticket_visibility'>>;

/** The roles of these contacts in a company. */
export async function listMemberRoles(
  ctx: Context,
  { company_id, contact_ids }: { company_id: number; contact_ids: readonly number[] },
): Promise<MemberRoles> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async ({ db }) => {
    const rows = await db
      .selectFrom('membership')
      .select(['contact_id', 'role', 'ticket_visibility'])
      .where('company_id', '=', company_id)
      .where('contact_id', 'in', [0, ...contact_ids])
      .execute();
    return new Map(rows.map(({ contact_id, ...role }) => [contact_id, role]));
  });
}
