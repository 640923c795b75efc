import type { Selectable } from 'kysely';
import { listShownFields, type ShownField } from '#features/custom-fields/list-shown-fields.ts';
import { allowContact, type Context } from '#platform/context.ts';
import type { ContactEmailRow, ContactRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { profileColumns } from './profile.ts';

/** An account's own field that customers see, with his value. */
export interface ProfileField extends ShownField {
  value: FieldValue;
}

export interface Profile extends Pick<Selectable<ContactRow>, 'name' | 'phone' | 'mobile' | 'language'> {
  /** The primary one first; retired ones are not shown. */
  emails: Pick<Selectable<ContactEmailRow>, 'email' | 'is_primary' | 'state'>[];
  /** Whether he has ever proved an address; who has not came in by a temporary password. */
  is_verified: boolean;
  /** The address that he has asked for and not confirmed yet. */
  pending_email: string | null;
  /** Names, the primary company first. */
  companies: string[];
  /** In the account's order. */
  own_fields: ProfileField[];
}

/** What a signed-in customer may see of himself: never notes, tags or what agents wrote about him. */
export async function findProfile(ctx: Context): Promise<Profile> {
  const { contact_id } = allowContact(ctx);
  return inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const row = await db
      .selectFrom('contact')
      .select([...profileColumns, 'custom_fields', 'portal_access'])
      .where('id', '=', contact_id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (!row) throw new Failure('not_signed_in', 'platform.not_signed_in');
    const { custom_fields, portal_access, ...contact } = row;
    const values = custom_fields as Record<string, FieldValue>;
    const emails = await db
      .selectFrom('contact_email')
      .select(['email', 'is_primary', 'state'])
      .where('contact_id', '=', contact_id)
      .where('state', '<>', 'retired')
      .orderBy('is_primary', 'desc')
      .orderBy('email')
      .execute();
    const companies = await db
      .selectFrom('membership')
      .innerJoin('company', (join) =>
        join
          .onRef('company.account_id', '=', 'membership.account_id')
          .onRef('company.id', '=', 'membership.company_id'),
      )
      .select('company.name')
      .where('contact_id', '=', contact_id)
      .orderBy('is_primary', 'desc')
      .orderBy('company.sort_key')
      .execute();
    const pending = await db
      .selectFrom('email_change')
      .select('email')
      .where('contact_id', '=', contact_id)
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .where('expires_at', '>', clock.now())
      .executeTakeFirst();
    const shown = await listShownFields(ctx);
    return {
      ...contact,
      emails,
      is_verified: portal_access === 'active',
      pending_email: pending?.email ?? null,
      companies: companies.map(({ name }) => name),
      own_fields: shown.map((one) => ({ ...one, value: values[one.field.name] ?? null })),
    };
  });
}
