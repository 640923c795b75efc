import type { Selectable } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { ContactEmailRow, ContactRow } from '#platform/database/tables.generated.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { isAdmittable } from './link.ts';

/** Whose an address is, as acts that let people in have to know it. */
export interface AddressOwner
  extends Pick<
      Selectable<ContactRow>,
      'portal_access' | 'deleted_at' | 'deactivated_at' | 'blocked_at' | 'locked_by' | 'locked_until'
    >,
    Pick<Selectable<ContactEmailRow>, 'is_primary' | 'state'> {
  contact_id: number;
  /** His own, or else the account's. */
  language: Locale;
  /**
   * Whether who reads this mailbox may come in as him: the address is verified, or it is the one he is to be invited by and he
   * has not been in yet. One that anybody has merely put beside others proves nothing.
   */
  is_his: boolean;
  /** False for who is deleted, deactivated or locked by a person. */
  is_admittable: boolean;
}

/**
 * The contact that has an address, in whatever state either is, in the running transaction; null for none. `isLocked` holds
 * his row until the transaction ends. A retired address and a blocked contact are for the caller to tell apart: neither gets mail.
 */
export async function findOwner(
  { db }: Context,
  { email, isLocked = false }: { email: string; isLocked?: boolean },
): Promise<AddressOwner | null> {
  const query = db
    .selectFrom('contact_email')
    .innerJoin('contact', (join) =>
      join
        .onRef('contact.account_id', '=', 'contact_email.account_id')
        .onRef('contact.id', '=', 'contact_email.contact_id'),
    )
    .innerJoin('account', 'account.id', 'contact.account_id')
    .select(['contact_id', 'is_primary', 'state', 'portal_access', 'deleted_at', 'deactivated_at'])
    .select(['blocked_at', 'locked_by', 'locked_until'])
    .select((row) => row.fn.coalesce('contact.language', 'account.language').as('language'))
    .where('contact_email.email', '=', email);
  const row = await (isLocked ? query.forUpdate('contact') : query).executeTakeFirst();
  if (!row) return null;
  const is_his =
    row.state === 'verified' || (row.state !== 'retired' && row.is_primary && row.portal_access !== 'active');
  return { ...row, is_his, is_admittable: isAdmittable(row) };
}

/** Whether mail may go to an address of this contact's at all. */
export function isMailable({ state, blocked_at }: Pick<AddressOwner, 'state' | 'blocked_at'>): boolean {
  return state !== 'retired' && blocked_at === null;
}
