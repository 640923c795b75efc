import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { mailboxesOf } from '#features/portal-access/mailboxes-of.ts';
import { allowContact, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { verifyPassword } from '#platform/passwords.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { hashToken } from '#platform/tokens.ts';
import { confirmAddressEmail } from './confirm-address.email.ts';
import { confirmHours, limits } from './email-change.ts';
import { revokeEmailChange } from './revoke-email-change.ts';

/** Every answer takes at least this long, so that its time does not tell whether somebody else has the address. */
const answerMs = 150;

/**
 * Asks for another address of a signed-in customer's, who proves himself by his password: a link goes to the new address,
 * and until it is used nothing changes (B07). An address that is somebody else's gets the same answer and no mail (A05).
 * Fails as invalid for a wrong password, for what is no address and for the one he has.
 */
export async function sendEmailChange(
  ctx: Context,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const { account_id, contact_id } = allowContact(ctx);
  await limitRate(ctx, limits.ask, `${account_id} ${contact_id}`);
  const address = readEmailAddress(email);
  if (!address) throw invalid([{ field: 'email', code: 'fields.not_an_email', values: { value: email.slice(0, 60) } }]);
  await allowPassword(ctx, { contact_id, password });
  await limitRate(ctx, limits.mail, `${account_id} ${address}`);
  await noQuicker(answerMs, () => inTransaction(ctx, (ctx) => send(ctx, contact_id, address)), { always: true });
}

async function allowPassword(
  ctx: Context,
  { contact_id, password }: { contact_id: number; password: string },
): Promise<void> {
  const kept = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('contact_credential').select('password_hash').where('contact_id', '=', contact_id).executeTakeFirst(),
  );
  const { is_right } = await verifyPassword(password, kept?.password_hash ?? null);
  if (!is_right) throw new Failure('invalid', 'portal_access.password_wrong', { field: 'password' });
}

async function send(ctx: Context, contact_id: number, email: string): Promise<void> {
  const { db, caller, clock, tokens } = ctx;
  // Whoever asks at the same moment waits here, so that one link is the newest.
  await db.selectFrom('contact').select('id').where('id', '=', contact_id).forUpdate().execute();
  const mailbox = await mailboxesOf(db, contact_id)
    .where('contact_email.is_primary', '=', true)
    .executeTakeFirstOrThrow();
  if (mailbox.to_address === email) throw new Failure('invalid', 'portal_access.own_address', { field: 'email' });
  await revokeEmailChange(ctx, { contact_id });
  const id = await nextId(ctx);
  const expires_at = new Date(clock.now().getTime() + confirmHours * 3_600_000);
  await db
    .insertInto('email_change')
    .values({
      account_id: caller.account_id,
      id,
      contact_id,
      email,
      token_hash: hashToken(tokens.make({ purpose: 'email_change', id, generation: 1 })),
      created_at: clock.now(),
      expires_at,
    })
    .execute();
  const changes = { email: [mailbox.to_address, email] } satisfies Record<string, [string, string]>;
  await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'email_change_asked', changes });
  if (await isSomebodyElses(ctx, contact_id, email)) return;
  const { language } = mailbox;
  await enqueueMail(ctx, confirmAddressEmail, {
    contact_id,
    to_address: email,
    language,
    ids: { email_change_id: id },
    useful_until: expires_at,
  });
}

async function isSomebodyElses({ db }: Context, contact_id: number, email: string): Promise<boolean> {
  const agent = await db.selectFrom('agent').select('id').where('email', '=', email).executeTakeFirst();
  const owned = await db
    .selectFrom('contact_email')
    .select('contact_id')
    .where('email', '=', email)
    .where('contact_id', '<>', contact_id)
    .executeTakeFirst();
  return Boolean(agent ?? owned);
}

/** The token is made from the id, so the id is needed before the row. */
async function nextId({ db }: Context): Promise<number> {
  const next = sql<{ id: number }>`select nextval(pg_get_serial_sequence('email_change', 'id')) as id`;
  const { rows } = await next.execute(db);
  return rows[0]!.id;
}
