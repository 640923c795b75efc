import type { Changes } from '#features/change-log/change.ts';
import { findChange } from '#features/change-log/find-change.ts';
import { companyNameKey } from '#features/companies/company.ts';
import { membershipRoles, ticketVisibilities } from '#features/contacts/contact.ts';
import type { ContactMembership } from '#features/contacts/find-contact.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { listedMemberships, writeMemberships } from './write-memberships.ts';

/**
 * Takes back a change of a contact's companies that stands in his log. Refused where they were changed again since, or where
 * one of the former companies is not there any more.
 */
export async function undoMemberships(ctx: Context, input: { contact_id: number; change_id: number }): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, input.contact_id);
    const change = await findChange(ctx, {
      record: 'contact',
      record_id: input.contact_id,
      change_id: input.change_id,
    });
    if (change.act !== 'company_moved' && change.act !== 'memberships_changed') {
      throw new Failure('not_found', 'platform.not_found');
    }
    if (!membershipsAreAs(contact.memberships, change.changes!)) {
      throw new Failure('conflict', 'contacts.companies_changed_since');
    }
    const [before] = change.changes!.companies!;
    const wanted: ContactMembership[] = [];
    for (const text of sorted(before)) wanted.push(await readTold(ctx, text));
    await writeMemberships(ctx, contact, { wanted, act: 'memberships_undone' });
  });
}

/** Whether these are still what the change made of them. The log names a company as it was typed then. */
export function membershipsAreAs(memberships: readonly ContactMembership[], { companies }: Changes): boolean {
  const keys = (value: FieldValue) => String(sorted(value).map(companyNameKey).sort());
  return companies !== undefined && keys(companies[1]) === keys(listedMemberships(memberships));
}

function sorted(value: FieldValue): string[] {
  return Array.isArray(value) ? value.toSorted() : [];
}

/** A membership as `listedMemberships` has written it: its words stand behind the company's name. */
async function readTold({ db }: Context, text: string): Promise<ContactMembership> {
  const membership = { is_primary: false, role: 'none', ticket_visibility: 'own' } as ContactMembership;
  const parts = text.split(' · ');
  while (parts.length > 1) {
    const word = parts.at(-1)!;
    const role = membershipRoles.find((one) => one === word);
    const sight = ticketVisibilities.find((one) => one === word);
    if (role) membership.role = role;
    else if (sight) membership.ticket_visibility = sight;
    else if (word === 'primary') membership.is_primary = true;
    else break;
    parts.pop();
  }
  const name = parts.join(' · ');
  const company = await db
    .selectFrom('company')
    .select(['id', 'name'])
    .where('name_key', '=', companyNameKey(name))
    .where('deleted_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst();
  if (!company) throw new Failure('conflict', 'contacts.former_company_gone', { values: { name } });
  return { ...membership, company_id: company.id, company: company.name };
}
