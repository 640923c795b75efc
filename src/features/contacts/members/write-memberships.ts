import type { Change, Changes } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import type { ContactMembership, FoundContact } from '#features/contacts/find-contact.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import type { Context } from '#platform/context.ts';

type ContactAct = Extract<Change, { record: 'contact' }>['act'];

/**
 * Makes these the memberships of a contact whose row is locked, and tells it in his log as one act; nothing where they are
 * so already. Exactly one of them says that it is the primary one.
 */
export async function writeMemberships(
  ctx: Context,
  contact: FoundContact,
  { wanted, act }: { wanted: readonly ContactMembership[]; act: ContactAct },
): Promise<void> {
  if (String(membershipKeys(contact.memberships).sort()) === String(membershipKeys(wanted).sort())) return;
  const { db, clock } = ctx;
  await placeMemberships(ctx, contact, wanted);
  await db.updateTable('contact').set({ updated_at: clock.now() }).where('id', '=', contact.id).execute();
  await writeContactSearch(ctx, [contact.id]);
  const changes: Changes = {
    companies: [listedMemberships(contact.memberships), listedMemberships(wanted)],
    'companies.keys': [membershipKeys(contact.memberships), membershipKeys(wanted)],
  };
  await recordChange(ctx, { record: 'contact', record_id: contact.id, act, changes });
}

/** Makes these the memberships of a contact whose row is locked, and nothing else: the log and what search looks through are the caller's. */
export async function placeMemberships(
  { db, caller, clock }: Context,
  contact: FoundContact,
  wanted: readonly ContactMembership[],
): Promise<void> {
  const kept = wanted.map(({ company_id }) => company_id);
  const rows = () => db.updateTable('membership').where('contact_id', '=', contact.id);
  // There is never more than one primary, not even between two statements.
  await rows().set({ is_primary: false }).where('is_primary', '=', true).execute();
  await db
    .deleteFrom('membership')
    .where('contact_id', '=', contact.id)
    .where('company_id', 'not in', [0, ...kept])
    .execute();
  for (const { company, ...membership } of wanted) {
    const row = { ...membership, account_id: caller.account_id, contact_id: contact.id, created_at: clock.now() };
    await db
      .insertInto('membership')
      .values(row)
      .onConflict((same) =>
        same.columns(['account_id', 'contact_id', 'company_id']).doUpdateSet((row) => ({
          is_primary: row.ref('excluded.is_primary'),
          role: row.ref('excluded.role'),
          ticket_visibility: row.ref('excluded.ticket_visibility'),
        })),
      )
      .execute();
  }
}

/** Memberships as the undo of a change knows them, whatever their companies are called by then. */
export function membershipKeys(memberships: readonly ContactMembership[]): string[] {
  return memberships.map(({ company_id, role, ticket_visibility, is_primary }) =>
    [company_id, role, ticket_visibility, is_primary].join(),
  );
}

/** Memberships in the log, the primary one first; none are nothing. */
export function listedMemberships(memberships: readonly ContactMembership[]): string[] | null {
  return memberships.length > 0 ? memberships.map(told) : null;
}

/** A membership in the log: the company's name, then `primary`, role and visibility where they are not as usual. */
function told({ company, role, ticket_visibility, is_primary }: ContactMembership): string {
  const unusual = [is_primary && 'primary', role !== 'none' && role, ticket_visibility !== 'own' && ticket_visibility];
  return [company, ...unusual.filter(Boolean)].join(' · ');
}
