import { type Changes, changesBetween } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { changeAddresses } from '#features/contacts/addresses/change-addresses.ts';
import {
  type FormerCompany,
  putPrimaryCompanyBack,
  replacePrimaryCompany,
} from '#features/contacts/members/replace-primary-company.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { refuseErased } from '#features/contacts/tombstones/refuse-erased.ts';
import { type GivenValues, readGivenValues } from '#features/custom-fields/read-given-values.ts';
import { refuseOverwriting } from '#features/custom-fields/refuse-overwriting.ts';
import { refusingTaken } from '#features/custom-fields/refusing-taken.ts';
import { allow, type Context } from '#platform/context.ts';
import { conflict } from '#platform/database/conflict.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { invalid } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { contactColumns, contactFields, reachingFields } from './contact.ts';
import { contactColumnsOf } from './contact-columns.ts';
import { contactValues } from './contact-values.ts';
import type { FoundContact } from './find-contact.ts';
import { lockContactRow } from './lock-contact-row.ts';

interface UpdateMore {
  act?: 'updated' | 'undone';
  former_company?: FormerCompany;
  seen?: Readonly<Record<string, string>>;
}

/**
 * Changes the fields of a contact that are given, of `custom_fields` those that are named; what differs goes to the change
 * log. Another `email` takes the place of the primary one, which is kept beside it if it is verified; another `company` takes
 * the place of the primary one; an undo gives the `former_company` as the log has it. Unknown names are ignored and reported.
 * `seen` is what a form had shown of each field, as text: what somebody else has changed since is not overwritten. Fails like
 * `createContact`.
 */
export async function updateContact(
  ctx: Context,
  { id, ...given }: { id: number } & GivenValues,
  { act = 'updated', former_company, seen = {} }: UpdateMore = {},
): Promise<{ ignored: string[]; changes: Changes }> {
  allow(ctx, 'contacts.edit');
  return inTransaction(ctx, async (ctx) => {
    const before = await lockContactRow(ctx, id);
    const read = await readGivenValues(ctx, { record: 'contact', fields: contactFields, given, before });
    const { custom_fields } = before;
    const now = { values: contactValues(before), custom_fields };
    await refuseOverwriting(ctx, { record: 'contact', fields: contactFields, before: now, read, seen });
    const { email, other_emails, company, ...values } = read.values;
    const changes: Changes = {
      ...changesBetween(valuesOf(before), values),
      ...changesBetween(before.custom_fields, read.custom_fields),
      ...(await changeAddresses(ctx, before, {
        ...(email !== undefined && { email: email as string | null }),
        ...(other_emails !== undefined && { other_emails: (other_emails as string[] | null) ?? [] }),
      })),
      ...(company !== undefined && (await replacePrimaryCompany(ctx, before, company as string | null))),
      ...(former_company && (await putPrimaryCompanyBack(ctx, before, former_company))),
    };
    if (Object.keys(changes).length === 0) return { ignored: read.ignored, changes };
    checkReach(before, values, changes);
    await refusingTaken(ctx, 'contact', { id, values: read.custom_fields }, () =>
      writeColumns(ctx, before, { values, changes, custom_fields: read.custom_fields }),
    );
    await writeContactSearch(ctx, [id]);
    await recordChange(ctx, { record: 'contact', record_id: id, act, changes });
    return { ignored: read.ignored, changes };
  });
}

function valuesOf(contact: FoundContact): Record<string, FieldValue> {
  const columns = Object.fromEntries(contactColumns.map((name) => [name, contact[name]]));
  return { ...columns, tags: contact.tags.length > 0 ? contact.tags : null };
}

function checkReach(before: FoundContact, values: Record<string, FieldValue>, changes: Changes): void {
  const after: Record<string, FieldValue> = { ...valuesOf(before), email: before.email, ...values };
  if (changes.email) after.email = changes.email[1];
  if (!reachingFields.some((field) => after[field])) {
    throw invalid([{ field: 'email', code: 'contacts.nothing_to_reach' }]);
  }
}

async function writeColumns(
  ctx: Context,
  before: FoundContact,
  {
    values,
    changes,
    custom_fields,
  }: { values: Record<string, FieldValue>; changes: Changes; custom_fields: Record<string, FieldValue> },
): Promise<void> {
  const { country } = await ctx.db.selectFrom('account').select('country').executeTakeFirstOrThrow();
  const changed = Object.fromEntries(Object.entries(values).filter(([name]) => changes[name]));
  const external_id = changed.unique_external_id as string | null | undefined;
  if (external_id) {
    await refuseErased(ctx, [{ kind: 'unique_external_id', value: external_id, field: 'unique_external_id' }]);
  }
  await ctx.db
    .updateTable('contact')
    .set({
      ...contactColumnsOf(changed, country),
      custom_fields: JSON.stringify({ ...before.custom_fields, ...custom_fields }),
      updated_at: ctx.clock.now(),
    })
    .where('id', '=', before.id)
    .execute()
    .catch(conflict('contact_external_id', 'contacts.external_id_taken', 'unique_external_id'))
    .catch(conflict('contact_twitter_id', 'contacts.twitter_id_taken', 'twitter_id'));
}
