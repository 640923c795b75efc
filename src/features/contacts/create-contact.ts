import type { Insertable, Selectable } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { findOrCreateCompany } from '#features/companies/find-or-create-company.ts';
import { claimAddresses } from '#features/contacts/addresses/claim-addresses.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { liftTombstones } from '#features/contacts/tombstones/lift-tombstones.ts';
import { refuseErased } from '#features/contacts/tombstones/refuse-erased.ts';
import type { MarkedValue } from '#features/contacts/tombstones/tombstone.ts';
import { type GivenValues, type ReadGivenValues, readGivenValues } from '#features/custom-fields/read-given-values.ts';
import { refusingTaken } from '#features/custom-fields/refusing-taken.ts';
import { allow, type Context } from '#platform/context.ts';
import { conflict } from '#platform/database/conflict.ts';
import type { ContactRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { invalid } from '#platform/failure.ts';
import type { Field } from '#platform/fields/field.ts';
import { contactFields, reachingFields } from './contact.ts';
import { contactColumnsOf } from './contact-columns.ts';

/**
 * Adds a contact. `given` holds the fields as typed, the account's own under `custom_fields`; other names are ignored and
 * reported, so that nothing but fields can be written. A company that is not known yet is added. Fails as invalid with
 * every bad field, and as conflict where an address, the external id, the X name or a value of a unique field is taken, or
 * where one is of somebody who was deleted for ever. He comes in again by himself (by mail, by sign-up), or by an admin who
 * says why. `own_fields` are those of the account's own that are read and asked for, where they are not all.
 */
export async function createContact(
  ctx: Context,
  given: GivenValues,
  source: Selectable<ContactRow>['source'] = 'agent',
  { erased_reason = null, own_fields }: { erased_reason?: string | null; own_fields?: readonly Field[] } = {},
): Promise<{ id: number; ignored: string[] }> {
  allow(ctx, 'contacts.edit');
  if (erased_reason) allow(ctx, 'contacts.erase');
  return inTransaction(ctx, async (ctx) => {
    const read = await readGivenValues(ctx, {
      record: 'contact',
      fields: contactFields,
      given,
      before: null,
      ...(own_fields && { own_fields }),
    });
    const addresses = addressesOf(read);
    if (addresses.length === 0 && !reachingFields.some((field) => read.values[field])) {
      throw invalid([{ field: 'email', code: 'contacts.nothing_to_reach' }]);
    }
    const marked = markedValues(addresses, read);
    if (erased_reason || comesHimself.has(source)) await liftTombstones(ctx, marked, erased_reason);
    await refuseErased(ctx, marked);
    const written = { values: read.custom_fields };
    const id = await refusingTaken(ctx, 'contact', written, () => insertContact(ctx, read, source));
    await claimAddresses(ctx, id, addresses);
    if (read.values.company) {
      const company_id = await findOrCreateCompany(ctx, { name: read.values.company as string });
      const membership = { account_id: ctx.caller.account_id, contact_id: id, company_id, is_primary: true };
      await ctx.db
        .insertInto('membership')
        .values({ ...membership, created_at: ctx.clock.now() })
        .execute();
    }
    await writeContactSearch(ctx, [id]);
    await recordChange(ctx, { record: 'contact', record_id: id, act: 'created' });
    return { id, ignored: read.ignored };
  });
}

const comesHimself: ReadonlySet<string> = new Set(['email', 'portal', 'sign_up']);

/** By what somebody who was erased would be known again. */
function markedValues(addresses: ReturnType<typeof addressesOf>, { values }: ReadGivenValues): MarkedValue[] {
  const id = values.unique_external_id as string | null | undefined;
  return [
    ...addresses.map(({ email, field }): MarkedValue => ({ kind: 'email', value: email, field })),
    ...(id ? [{ kind: 'unique_external_id', value: id, field: 'unique_external_id' } as const] : []),
  ];
}

async function insertContact(
  ctx: Context,
  { values, custom_fields }: ReadGivenValues,
  source: Selectable<ContactRow>['source'],
): Promise<number> {
  const { db, caller, clock } = ctx;
  const { country } = await db.selectFrom('account').select('country').executeTakeFirstOrThrow();
  const row = await db
    .insertInto('contact')
    .values({
      ...contactColumnsOf(values, country),
      account_id: caller.account_id,
      custom_fields: JSON.stringify(custom_fields),
      source,
      created_at: clock.now(),
      updated_at: clock.now(),
    } as Insertable<ContactRow>)
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(conflict('contact_external_id', 'contacts.external_id_taken', 'unique_external_id'))
    .catch(conflict('contact_twitter_id', 'contacts.twitter_id_taken', 'twitter_id'));
  return row.id;
}

function addressesOf({ values }: ReadGivenValues) {
  const others = ((values.other_emails as string[] | null) ?? []).filter((email) => email !== values.email);
  const primary = (values.email as string | null) ?? others.shift();
  return [
    ...(primary ? [{ email: primary, is_primary: true, field: values.email ? 'email' : 'other_emails' }] : []),
    ...others.map((email) => ({ email, is_primary: false, field: 'other_emails' })),
  ];
}
