import type { Selectable } from 'kysely';
import type { Changes } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { findOrCreateCompany } from '#features/companies/find-or-create-company.ts';
import { allow, type Context } from '#platform/context.ts';
import type { MembershipRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { readFieldValue } from '#platform/fields/read-field-value.ts';
import { membershipRoles, ticketVisibilities } from './contact.ts';
import type { ContactMembership } from './find-contact.ts';
import { lockContactRow } from './lock-contact-row.ts';
import { writeContactSearch } from './write-contact-search.ts';

export interface WantedMembership extends Pick<Selectable<MembershipRow>, 'is_primary' | 'role' | 'ticket_visibility'> {
  /** By name, as typed; a company that is not known is added. Without a name the row is left out. */
  company: string;
}

const companyField = { name: 'company', kind: 'text', label: 'contacts.fields.company' } as const;

/**
 * Makes these the companies that a contact belongs to, with his role and what tickets he sees in each. The first one that
 * says so is the primary one, or simply the first. Companies that are not listed are left.
 */
export async function updateMemberships(
  ctx: Context,
  { contact_id, memberships }: { contact_id: number; memberships: readonly WantedMembership[] },
): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, contact_id);
    const wanted = await readMemberships(ctx, memberships);
    if (String(contact.memberships.map(keyOf).sort()) === String(wanted.map(keyOf).sort())) return;
    const { db, caller, clock } = ctx;
    await db.deleteFrom('membership').where('contact_id', '=', contact_id).execute();
    if (wanted.length > 0) {
      const rows = wanted.map(({ company, ...row }) => ({
        ...row,
        account_id: caller.account_id,
        contact_id,
        created_at: clock.now(),
      }));
      await db.insertInto('membership').values(rows).execute();
    }
    await db.updateTable('contact').set({ updated_at: clock.now() }).where('id', '=', contact_id).execute();
    await writeContactSearch(ctx, [contact_id]);
    const changes: Changes = { companies: [listed(contact.memberships), listed(wanted)] };
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'memberships_changed', changes });
  });
}

async function readMemberships(ctx: Context, memberships: readonly WantedMembership[]): Promise<ContactMembership[]> {
  const read: ContactMembership[] = [];
  const primary = memberships.find(({ is_primary, company }) => is_primary && company.trim());
  for (const row of memberships) {
    const { company, role, ticket_visibility } = row;
    const name = readFieldValue(companyField, company, { country: '', empty_words: new Set() });
    if (name.problem) throw invalid([{ field: 'company', ...name.problem }]);
    if (name.value === null) continue;
    if (!membershipRoles.includes(role)) throw notAChoice('role', role);
    if (!ticketVisibilities.includes(ticket_visibility)) throw notAChoice('ticket_visibility', ticket_visibility);
    const company_id = await findOrCreateCompany(ctx, { name: name.value as string });
    if (read.some((other) => other.company_id === company_id)) {
      throw new Failure('conflict', 'contacts.twice_in_company', { field: 'company', values: { name: company } });
    }
    const is_primary = primary ? row === primary : read.length === 0;
    read.push({ company_id, company: name.value as string, role, ticket_visibility, is_primary });
  }
  return read.sort((one, other) => Number(other.is_primary) - Number(one.is_primary));
}

function keyOf({ company_id, role, ticket_visibility, is_primary }: ContactMembership): string {
  return [company_id, role, ticket_visibility, is_primary].join();
}

function listed(memberships: readonly ContactMembership[]): string[] | null {
  return memberships.length > 0 ? memberships.map(told) : null;
}

/** A membership in the log: the company's name, then `primary`, role and visibility where they are not as usual. */
function told({ company, role, ticket_visibility, is_primary }: ContactMembership): string {
  const unusual = [is_primary && 'primary', role !== 'none' && role, ticket_visibility !== 'own' && ticket_visibility];
  return [company, ...unusual.filter(Boolean)].join(' · ');
}

function notAChoice(field: string, value: string): Failure {
  return invalid([{ field, code: 'platform.not_a_choice', values: { value } }]);
}
