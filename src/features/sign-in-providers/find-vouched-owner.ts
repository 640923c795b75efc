import { isAdmittable } from '#features/portal-access/link.ts';
import type { Context } from '#platform/context.ts';
import type { Locale } from '#platform/i18n/messages.ts';

/** The contact whose an address may be, as letting him in by it has to know him. */
export interface VouchedOwner {
  contact_id: number;
  /** His own, or else the account's. */
  language: Locale;
  portal_access: 'none' | 'invited' | 'active';
  /** The address is proved, and he has been in: who has it now is who he is. */
  is_proved: boolean;
  /** Who reads this mailbox may come in as him: it is proved, or it is the primary one of somebody who has proved none. */
  is_his: boolean;
  /** False for who is deleted, deactivated or locked by a person. */
  is_admittable: boolean;
}

/** Finds the contact that has an address, retired ones and blocked contacts apart, and holds his row until the transaction ends; null for none. */
export async function findVouchedOwner({ db }: Context, email: string): Promise<VouchedOwner | null> {
  const row = await db
    .selectFrom('contact_email')
    .innerJoin('contact', (join) =>
      join
        .onRef('contact.account_id', '=', 'contact_email.account_id')
        .onRef('contact.id', '=', 'contact_email.contact_id'),
    )
    .innerJoin('account', 'account.id', 'contact.account_id')
    .select(['contact_id', 'is_primary', 'state', 'portal_access', 'deleted_at', 'deactivated_at', 'locked_by'])
    .select((row) => [
      row.fn.coalesce('contact.language', 'account.language').as('language'),
      row
        .exists(
          row
            .selectFrom('contact_email as other')
            .whereRef('other.account_id', '=', 'contact.account_id')
            .whereRef('other.contact_id', '=', 'contact.id')
            .where('other.state', '=', 'verified'),
        )
        .as('has_proved_any'),
    ])
    .where('contact_email.email', '=', email)
    .where('contact_email.state', '<>', 'retired')
    .where('contact.blocked_at', 'is', null)
    .forUpdate('contact')
    .executeTakeFirst();
  if (!row) return null;
  const { contact_id, language, portal_access } = row;
  return {
    ...{ contact_id, language, portal_access },
    is_proved: row.state === 'verified' && portal_access === 'active',
    is_his: row.state === 'verified' || (row.is_primary && !row.has_proved_any),
    is_admittable: isAdmittable(row),
  };
}
