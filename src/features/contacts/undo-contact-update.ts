import type { Changes } from '#features/change-log/change.ts';
import { findChange } from '#features/change-log/find-change.ts';
import { stillChanged } from '#features/change-log/still-changed.ts';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { restoreContactEmail } from '#features/contacts/addresses/restore-contact-email.ts';
import { retireContactEmail } from '#features/contacts/addresses/retire-contact-email.ts';
import { type FormerCompany, primaryCompanyIsAs } from '#features/contacts/members/replace-primary-company.ts';
import { membershipsAreAs, undoMemberships } from '#features/contacts/members/undo-memberships.ts';
import type { GivenValues } from '#features/custom-fields/read-given-values.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { contactFields } from './contact.ts';
import { contactValues } from './contact-values.ts';
import type { FoundContact } from './find-contact.ts';
import { lockContactRow } from './lock-contact-row.ts';
import { restorePhoto } from './photo/restore-photo.ts';
import { updateContact } from './update-contact.ts';

/** Acts whose log holds fields of the contact as a form has them. */
const ofFields = ['updated', 'undone', 'email_added', 'email_made_primary'];
/** Acts on one address. */
const ofAddress = ['email_removed', 'email_retired', 'email_restored'];
/** Acts that put the photo aside that he had. */
const ofPhoto = ['photo_removed', 'photo_changed'];
const ofMemberships = ['memberships_changed', 'company_moved'];

/** Whether an entry of a contact's log is one that `undoContactUpdate` can take back, as the contact is now. */
export function canUndoUpdate(
  contact: FoundContact,
  { act, changes, company_keys }: { act: string; changes: Changes | null; company_keys?: Changes[string] | null },
): boolean {
  if (!changes || contact.deleted_at) return false;
  if (ofFields.includes(act)) {
    const { fields, former_company } = whatGoesBack(contact, changes, company_keys);
    return former_company !== undefined || Object.keys(fields).length > 0;
  }
  if (ofAddress.includes(act)) return addressIsAs(contact, act, addressOf(changes));
  return (
    ofMemberships.includes(act) &&
    membershipsAreAs(contact.memberships, { changes, company_keys: company_keys ?? null })
  );
}

/**
 * Takes back one change of a contact by its id in his log: each field goes back to its former value where it still has the
 * one it was given then, an address is again what it was, unverified, a photo that was removed or replaced is there again. Fails
 * as conflict where nothing is left to take back, and like `updateContact` where a former value can not be had any more; a former
 * company that was deleted since is named.
 */
export async function undoContactUpdate(
  ctx: Context,
  { contact_id, change_id }: { contact_id: number; change_id: number },
): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    const contact = await lockContactRow(ctx, contact_id);
    const change = await findChange(ctx, { record: 'contact', record_id: contact_id, change_id });
    if (ofPhoto.includes(change.act)) return restorePhoto(ctx, { contact_id, removed_at: change.at });
    if (ofMemberships.includes(change.act)) return undoMemberships(ctx, { contact_id, change_id });
    if (![...ofFields, ...ofAddress].includes(change.act)) throw new Failure('not_found', 'platform.not_found');
    const company_keys = change.changes?.['companies.keys'] ?? null;
    if (!canUndoUpdate(contact, { ...change, company_keys })) {
      const isOnlyName = change.changes?.company && !company_keys && Object.keys(change.changes).length === 1;
      throw new Failure('conflict', isOnlyName ? 'contacts.companies_not_noted' : 'contacts.changed_since');
    }
    if (ofFields.includes(change.act)) {
      const { fields, former_company } = whatGoesBack(contact, change.changes!, company_keys);
      const how = { act: 'undone', ...(former_company && { former_company }) } as const;
      await updateContact(ctx, { ...formerValues(fields), id: contact_id }, how);
      return;
    }
    const meant = { contact_id, email: addressOf(change.changes!) };
    if (change.act === 'email_removed') await addContactEmail(ctx, meant);
    if (change.act === 'email_retired') await restoreContactEmail(ctx, meant);
    if (change.act === 'email_restored') await retireContactEmail(ctx, meant);
  });
}

/** The fields that have still the value they were given; the company goes by its id, for its name may have changed hands. */
function whatGoesBack(
  contact: FoundContact,
  { company, ...changes }: Changes,
  noted: Changes[string] | null | undefined,
): { fields: Changes; former_company?: FormerCompany } {
  const fields = stillChanged(changes, valuesOf(contact));
  if (!company || !noted || !primaryCompanyIsAs(contact.memberships, noted)) return { fields };
  return { fields, former_company: { noted, told: company[0] } };
}

function valuesOf(contact: FoundContact): Record<string, FieldValue> {
  return { ...contact.custom_fields, ...contactValues(contact) };
}

function formerValues(changes: Changes): GivenValues {
  const isOwn = (name: string) => !contactFields.some((field) => field.name === name);
  const former = Object.entries(changes).map(([name, [before]]) => [name, before] as const);
  return {
    ...Object.fromEntries(former.filter(([name]) => !isOwn(name))),
    custom_fields: Object.fromEntries(former.filter(([name]) => isOwn(name))),
  };
}

function addressOf({ email }: Changes): string {
  return String(email?.[0] ?? email?.[1] ?? '');
}

function addressIsAs({ emails }: FoundContact, act: string, email: string): boolean {
  const address = emails.find((one) => one.email === email);
  if (act === 'email_removed') return !address && email !== '';
  if (!address || address.is_primary) return false;
  return act === 'email_retired' ? address.state === 'retired' : address.state !== 'retired';
}
