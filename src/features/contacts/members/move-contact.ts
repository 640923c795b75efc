import { findOrCreateCompany } from '#features/companies/find-or-create-company.ts';
import { membershipRoles, ticketVisibilities } from '#features/contacts/contact.ts';
import type { ContactMembership, FoundContact } from '#features/contacts/find-contact.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { readFieldValue } from '#platform/fields/read-field-value.ts';
import { writeMemberships } from './write-memberships.ts';

/** A person's move from one company to another, as a form asks for it. */
export interface ContactMove {
  contact_id: number;
  /** One of his companies. */
  from_company_id: number;
  /** By name, as typed; one that is not known is added. */
  company: string;
  role: ContactMembership['role'];
  ticket_visibility: ContactMembership['ticket_visibility'];
  /** He stays in the former company too, as a member who sees his own tickets there. */
  is_former_kept: boolean;
}

const companyField = { name: 'company', kind: 'text', label: 'contacts.fields.company', is_required: true } as const;

/**
 * Moves a contact from one of his companies to another in one act: the former membership ends or stays without role and
 * sight, the new one has what is chosen, and it is the primary one if the former was. What he may do there never comes
 * along by itself. He stays signed in; tickets stay with the company they were raised under.
 */
export async function moveContact(ctx: Context, move: ContactMove): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, move.contact_id);
    const former = contact.memberships.find(({ company_id }) => company_id === move.from_company_id);
    if (!former) throw new Failure('not_found', 'platform.not_found');
    const name = readFieldValue(companyField, move.company, { country: '', empty_words: new Set() });
    if (name.problem) throw invalid([{ field: 'company', ...name.problem }]);
    if (name.value === null) throw invalid([{ field: 'company', code: 'platform.required' }]);
    const { role, ticket_visibility } = readChoices(move);
    const company = name.value as string;
    const company_id = await findOrCreateCompany(ctx, { name: company });
    if (company_id === former.company_id) {
      throw new Failure('conflict', 'contacts.in_company_already', { field: 'company', values: { name: company } });
    }
    const next = { company_id, company, role, ticket_visibility, is_primary: former.is_primary };
    await writeMemberships(ctx, contact, {
      wanted: membershipsAfter(contact, former, next, move),
      act: 'company_moved',
    });
  });
}

function membershipsAfter(
  { memberships }: FoundContact,
  former: ContactMembership,
  next: ContactMembership,
  { is_former_kept }: ContactMove,
): ContactMembership[] {
  const known = memberships.find(({ company_id }) => company_id === next.company_id);
  const others = memberships.filter((one) => one !== former && one !== known);
  const arrived = {
    ...next,
    company: known?.company ?? next.company,
    is_primary: next.is_primary || !!known?.is_primary,
  };
  const left = { ...former, role: 'none', ticket_visibility: 'own', is_primary: false } as const;
  const after = [arrived, ...others, ...(is_former_kept ? [left] : [])];
  return after.sort((one, other) => Number(other.is_primary) - Number(one.is_primary));
}

function readChoices({ role, ticket_visibility }: ContactMove) {
  if (!membershipRoles.includes(role)) {
    throw invalid([{ field: 'role', code: 'platform.not_a_choice', values: { value: role } }]);
  }
  if (!ticketVisibilities.includes(ticket_visibility)) {
    throw invalid([
      { field: 'ticket_visibility', code: 'platform.not_a_choice', values: { value: ticket_visibility } },
    ]);
  }
  return { role, ticket_visibility };
}
