import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { addressReplacedEmail } from './address-replaced.email.ts';
import { mailboxesOf } from './mailboxes-of.ts';

/**
 * Does what may give a contact another primary address, and tells the former one by mail where he has portal access and has
 * proved it to be his: an address that an agent had mistyped is a stranger's, and hears nothing. Nor does one that is
 * retired by it.
 */
export async function tellingAddress<R>(
  ctx: Context,
  { contact_id, is_quiet = false }: { contact_id: number; is_quiet?: boolean },
  work: (ctx: Context) => Promise<R>,
): Promise<R> {
  return inTransaction(ctx, async (ctx) => {
    const former = await findProved(ctx, contact_id, true);
    const result = await work(ctx);
    if (!former || is_quiet || (await findProved(ctx, contact_id, true))?.to_address === former.to_address)
      return result;
    const isKept = await findProved(ctx, contact_id, false, former.to_address);
    if (isKept) await enqueueMail(ctx, addressReplacedEmail, { ...former, ids: { contact_id } });
    return result;
  });
}

async function findProved({ db }: Context, contact_id: number, is_primary: boolean, address?: string) {
  const mailboxes = mailboxesOf(db, contact_id)
    .where('contact.portal_access', '=', 'active')
    .where('contact_email.state', '=', 'verified')
    .where('contact_email.is_primary', '=', is_primary);
  return (address === undefined ? mailboxes : mailboxes.where('contact_email.email', '=', address)).executeTakeFirst();
}
