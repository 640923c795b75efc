import { acceptInvitation } from '#features/invitations/accept-invitation.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';

/** Customers and their ways in, for tests of the portal. */

/** What `activateContact` gives a contact for a password. */
export const contactPassword = 'four muddy umbrellas';

let made = 0;

/** A contact with one unverified address; his id. */
export async function insertContact(
  ctx: Context,
  { name, email, language = null }: { name?: string; email?: string | null; language?: Locale | null } = {},
): Promise<number> {
  const number = ++made;
  return inTransaction(ctx, async ({ db, caller, clock }) => {
    const now = clock.now();
    const { account_id } = caller;
    const shown = name ?? `Ruth King ${number}`;
    const row = { account_id, name: shown, sort_key: shown.toLowerCase(), language, source: 'agent' as const };
    const { id } = await db
      .insertInto('contact')
      .values({ ...row, created_at: now, updated_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    const address = email === undefined ? `ruth${number}@hanbit.example` : email;
    if (address) {
      const owned = { account_id, email: address, contact_id: id, is_primary: true, created_at: now };
      await db.insertInto('contact_email').values(owned).execute();
    }
    return id;
  });
}

/** Contacts by two statements, each with an unverified address; their ids. */
export async function insertManyContacts(ctx: Context, count: number): Promise<number[]> {
  return inTransaction(ctx, async ({ db, caller, clock }) => {
    const { rows } = await db.client!.query<{ id: number }>(
      `insert into contact (account_id, name, sort_key, source, created_at, updated_at)
       select $1, 'C ' || n, 'c ' || n, 'import', $2, $2 from generate_series(1, $3::integer) n returning id`,
      [caller.account_id, clock.now(), count],
    );
    const ids = rows.map(({ id }) => id);
    await db.client!.query(
      `insert into contact_email (account_id, email, contact_id, is_primary, created_at)
       select $1, 'c' || id || '@many.example', id, true, $2 from unnest($3::bigint[]) id`,
      [caller.account_id, clock.now(), ids],
    );
    return ids;
  });
}

/** What the newest link of a contact carries, as the mail to him does. */
export async function linkToken(
  ctx: Context,
  contact_id: number,
  purpose: 'invitation' | 'password_reset' = 'invitation',
): Promise<string> {
  const { id } = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom(purpose)
      .select('id')
      .where('contact_id', '=', contact_id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return ctx.tokens.make({ purpose, id, generation: 1 });
}

/** Invites a contact and lets him choose `contactPassword`; gives the token of his first session. */
export async function activateContact(ctx: Context, contact_id: number): Promise<string> {
  await inviteContact(ctx, { contact_id });
  const stranger: Context = { ...ctx, caller: { ...ctx.caller, kind: 'stranger' } };
  const token = await linkToken(ctx, contact_id);
  return (await acceptInvitation(stranger, { token, password: contactPassword })).token;
}
