import type { Selectable } from 'kysely';
import { findOrCreateCompany } from '#features/companies/find-or-create-company.ts';
import { membershipRoles, ticketVisibilities } from '#features/contacts/contact.ts';
import type { ContactMembership } from '#features/contacts/find-contact.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import type { MembershipRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { readFieldValue } from '#platform/fields/read-field-value.ts';
import { membershipKeys, writeMemberships } from './write-memberships.ts';

export interface WantedMembership extends Pick<Selectable<MembershipRow>, 'is_primary' | 'role' | 'ticket_visibility'> {
  /** By name, as typed; a company that is not known is added. Without a name the row is left out. */
  company: string;
}

const companyField = { name: 'company', kind: 'text', label: 'contacts.fields.company' } as const;

/**
 * Makes these the companies that a contact belongs to, with his role and what tickets he sees in each. The first one that
 * says so is the primary one, or simply the first. Companies that are not listed are left. `seen` is what `membershipsSeen` has
 * told of those that a form had shown: what somebody else has changed since is not overwritten.
 */
export async function updateMemberships(
  ctx: Context,
  {
    contact_id,
    memberships,
    seen,
  }: { contact_id: number; memberships: readonly WantedMembership[]; seen?: string | undefined },
): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, contact_id);
    const wanted = await readMemberships(ctx, memberships);
    const now = membershipsSeen(contact.memberships);
    if (seen !== undefined && now !== seen && now !== membershipsSeen(wanted)) {
      throw new Failure('conflict', 'contacts.companies_changed_meanwhile');
    }
    await writeMemberships(ctx, contact, { wanted, act: 'memberships_changed' });
  });
}

/** Memberships as a form carries along what it has shown of them. */
export function membershipsSeen(memberships: readonly ContactMembership[]): string {
  return membershipKeys(memberships).sort().join(' ');
}

/** Reads memberships as typed; companies that are not known are added, in the running transaction. */
export async function readMemberships(
  ctx: Context,
  memberships: readonly WantedMembership[],
): Promise<ContactMembership[]> {
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

function notAChoice(field: string, value: string): Failure {
  return invalid([{ field, code: 'platform.not_a_choice', values: { value } }]);
}
