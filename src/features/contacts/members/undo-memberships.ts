import type { Changes } from '#features/change-log/change.ts';
import { findChange } from '#features/change-log/find-change.ts';
import { companyNameKey } from '#features/companies/company.ts';
import type { ContactMembership } from '#features/contacts/find-contact.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { readMembershipKey } from './read-membership-key.ts';
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
      wanted.push(await readMembershipKey(ctx, key, Array.isArray(told) ? told[at]! : ''));
    }
    await writeMemberships(ctx, contact, { wanted, act: 'memberships_undone' });
  });
}

/** Whether these are still what a change made of them; one that has noted no ids names each company as it was typed then. */
export function membershipsAreAs(
  memberships: readonly ContactMembership[],
  { changes, company_keys }: { changes: Changes; company_keys?: Changes[string] | null },
): boolean {
  const sorted = (value: FieldValue) => String(keysIn(value).sort());
  if (company_keys) return sorted(company_keys[1]) === sorted(membershipKeys(memberships));
  const named = (value: FieldValue) => String(keysIn(value).map(companyNameKey).sort());
  return changes.companies !== undefined && named(changes.companies[1]) === named(listedMemberships(memberships));
}

function keysIn(value: FieldValue | undefined): string[] {
  return Array.isArray(value) ? [...value] : [];
}
