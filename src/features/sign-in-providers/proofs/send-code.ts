import { findAccount } from '#features/accounts/find-account.ts';
import { accessRefusedEmail } from '#features/invitations/access-refused.email.ts';
import { inviteContacts } from '#features/invitations/invite-contacts.ts';
import { limits } from '#features/portal-access/portal-access.ts';
import { mayCreateNewcomer, mustConsent } from '#features/sign-in-providers/create-newcomer.ts';
import { findVouchedOwner, type VouchedOwner } from '#features/sign-in-providers/find-vouched-owner.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { hashToken } from '#platform/tokens.ts';
import { codeOf } from './address-proof.ts';
import { findProof } from './find-proof.ts';
import { signInCodeEmail } from './sign-in-code.email.ts';

/** Every answer takes at least this long, so that its time does not tell whether there was something to do. */
const answerMs = 150;

/**
 * Mails a code to the address that somebody from a provider says is his. It goes to contacts who may come in by it; whom no code lets in
 * reads whom to ask instead, and to unknown addresses goes nothing, unless anybody may sign up. The answer is the same always, after the same work. An address gets at most
 * three such mails an hour, known or not. Fails as invalid for what is no address, as too_many for a network that asks for many.
 */
export async function sendCode(ctx: Context, { token, email }: { token: string; email: string }): Promise<void> {
  await limitRate(ctx, limits.way_in, networkOf(ctx.origin?.ip ?? ''));
  const address = readEmailAddress(email);
  if (!address)
    throw invalid([{ field: 'email', code: 'fields.not_an_email', values: { value: email.slice(0, 100) } }]);
  const { id } = await findProof(ctx, token);
  const isMailed = await mayMail(ctx, address);
  await noQuicker(answerMs, () => writeCode(ctx, { id, address, isMailed }), { always: true });
}

async function writeCode(
  ctx: Context,
  { id, address, isMailed }: { id: number; address: string; isMailed: boolean },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { db, tokens } = ctx;
    // A code that is still on its way, or in his hand, is not taken from him for one that nobody gets.
    const isInVain = !isMailed && (await isAskedAgain(ctx, { id, address }));
    if (isInVain) return;
    const { code_number, expires_at } = await db
      .updateTable('address_proof')
      .set((row) => ({ email: address, code_number: row('code_number', '+', 1), tries_count: 0 }))
      .where('id', '=', id)
      .returning(['code_number', 'expires_at'])
      .executeTakeFirstOrThrow();
    const code = codeOf(tokens.make({ purpose: 'sign_in_code', id, generation: code_number }));
    await db
      .updateTable('address_proof')
      .set({ code_hash: hashToken(code) })
      .where('id', '=', id)
      .execute();
    const owner = await findVouchedOwner(ctx, address);
    if (!isMailed) return;
    const ids = { address_proof_id: id, code_number };
    if (!owner) {
      const newcomer = { to_address: address, language: ctx.caller.locale };
      if (await mayCreateNewcomer(ctx))
        await enqueueMail(ctx, signInCodeEmail, { ...newcomer, ids, useful_until: expires_at });
      return;
    }
    if (!owner.is_his) return;
    const { contact_id, language } = owner;
    const mailbox = { contact_id, to_address: address, language };
    if (!owner.is_admittable) await enqueueMail(ctx, accessRefusedEmail, { ...mailbox, ids: { contact_id } });
    else if (await mayComeIn(ctx, owner)) {
      await enqueueMail(ctx, signInCodeEmail, { ...mailbox, ids, useful_until: expires_at });
    } else if (owner.portal_access === 'invited') {
      // What he has to agree to stands on the page that his invitation opens.
      await inviteContacts(ctx, { contact_ids: [contact_id] });
    }
  });
}

async function isAskedAgain({ db }: Context, { id, address }: { id: number; address: string }): Promise<boolean> {
  const { email } = await db.selectFrom('address_proof').select('email').where('id', '=', id).executeTakeFirstOrThrow();
  return email === address;
}

/**
 * Whether a contact is in, or may be let in for the first time by a code alone: invited, or known where the account allows that or lets
 * people sign up, and nothing has to be agreed to.
 */
export async function mayComeIn(
  ctx: Context,
  { portal_access }: Pick<VouchedOwner, 'portal_access'>,
): Promise<boolean> {
  if (portal_access === 'active') return true;
  if (await mustConsent(ctx)) return false;
  if (portal_access === 'invited') return true;
  const { is_access_on_request, sign_up, has_sign_up_approval } = await findAccount(ctx);
  return is_access_on_request || (sign_up !== 'off' && !has_sign_up_approval);
}

/** False once the address has had its three mails: silently, since a refusal that others see would say nothing more. */
async function mayMail(ctx: Context, address: string): Promise<boolean> {
  try {
    await limitRate(ctx, limits.way_in_mail, `${ctx.caller.account_id} ${address}`);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'too_many') return false;
    throw error;
  }
}
