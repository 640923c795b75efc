import type { Changes } from '#features/change-log/change.ts';
import { findChange } from '#features/change-log/find-change.ts';
import { companyNameKey } from '#features/companies/company.ts';
import type { ContactMembership } from '#features/contacts/find-contact.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { listedMemberships, membershipKeys, writeMemberships } from './write-memberships.ts';

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
    const [before, after] = change.changes?.['companies.keys'] ?? [];
    if (before === undefined) throw new Failure('conflict', 'contacts.companies_not_noted');
    if (String(membershipKeys(contact.memberships).sort()) !== String(keysIn(after).sort())) {
      throw new Failure('conflict', 'contacts.companies_changed_since');
    }
    const told = change.changes?.companies?.[0];
    const wanted: ContactMembership[] = [];
    for (const [at, key] of keysIn(before).entries()) {
      wanted.push(await readKey(ctx, key, Array.isArray(told) ? told[at]! : ''));
    }
    await writeMemberships(ctx, contact, { wanted, act: 'memberships_undone' });
  });
}

/** Whether these are still what the change made of them, as far as it tells. The log names a company as it was typed then. */
export function membershipsAreAs(memberships: readonly ContactMembership[], { companies }: Changes): boolean {
  const keys = (value: FieldValue) => String(keysIn(value).map(companyNameKey).sort());
  return companies !== undefined && keys(companies[1]) === keys(listedMemberships(memberships));
}

function keysIn(value: FieldValue | undefined): string[] {
  return Array.isArray(value) ? [...value] : [];
}

/** A membership as `membershipKeys` has written it; `told` names it where its company is no more. */
async function readKey({ db }: Context, key: string, told: string): Promise<ContactMembership> {
  const [company_id, role, ticket_visibility, is_primary] = key.split(',');
  const company = await db
    .selectFrom('company')
    .select(['id', 'name', 'deleted_at'])
    .where('id', '=', Number(company_id))
    .forKeyShare()
    .executeTakeFirst();
  if (!company || company.deleted_at) {
    throw new Failure('conflict', 'contacts.former_company_gone', { values: { name: company?.name ?? told } });
  }
  return {
    company_id: company.id,
    company: company.name,
    role: role as ContactMembership['role'],
    ticket_visibility: ticket_visibility as ContactMembership['ticket_visibility'],
    is_primary: is_primary === 'true',
  };
}
