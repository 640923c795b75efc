import type { Changes } from '#features/change-log/change.ts';
import type { FoundContact } from '#features/contacts/find-contact.ts';
import type { Context } from '#platform/context.ts';
import { claimAddresses } from './claim-addresses.ts';

/** Of a contact what a change of his addresses needs to know, the primary one first. */
export interface AddressedContact extends Pick<FoundContact, 'id' | 'email'> {
  emails: readonly Pick<FoundContact['emails'][number], 'email' | 'is_primary' | 'state'>[];
}

/** What becomes of the address that is no longer the primary one. `replace` keeps it if he can sign in by it, and removes it otherwise. */
export type FormerPrimary = 'keep' | 'retire' | 'remove' | 'replace';

/**
 * Gives a contact another primary address (null: none, then the oldest of the others takes its place) and other ones, in
 * the running transaction; what is not given stays. Retired addresses stay unless they are named. The changes, for the log.
 */
export async function changeAddresses(
  ctx: Context,
  contact: AddressedContact,
  wanted: { email?: string | null; other_emails?: readonly string[]; former?: FormerPrimary },
): Promise<Changes> {
  const before = splitAddresses(contact.emails);
  const after = { ...before };
  if (wanted.other_emails) after.other_emails = [...new Set(wanted.other_emails)];
  if (wanted.email !== undefined) after.email = wanted.email;
  const former = before.email !== null && before.email !== after.email ? contact.emails[0]! : null;
  const isKept =
    former && (wanted.former === 'keep' || ((wanted.former ?? 'replace') === 'replace' && former.state === 'verified'));
  if (former && isKept && after.email !== null) after.other_emails = [...after.other_emails, former.email];
  after.other_emails = after.other_emails.filter((email) => email !== after.email);
  after.email ??= after.other_emails.shift() ?? null;

  await writeAddresses(ctx, contact, after, former && wanted.former === 'retire' ? former.email : null);
  return {
    ...(before.email !== after.email && { email: [before.email, after.email] }),
    ...(String(before.other_emails) !== String(after.other_emails) && {
      other_emails: [listed(before.other_emails), listed(after.other_emails)],
    }),
  };
}

/** As a form and the log show no addresses: as nothing. */
function listed(emails: string[]): string[] | null {
  return emails.length > 0 ? emails : null;
}

interface Addresses {
  email: string | null;
  other_emails: string[];
}

function splitAddresses(emails: AddressedContact['emails']): Addresses {
  const others = emails.filter(({ is_primary, state }) => !is_primary && state !== 'retired');
  return {
    email: emails.find(({ is_primary }) => is_primary)?.email ?? null,
    other_emails: others.map(({ email }) => email),
  };
}

async function writeAddresses(
  { db, ...ctx }: Context,
  { id, emails }: AddressedContact,
  { email, other_emails }: Addresses,
  retired: string | null,
): Promise<void> {
  const wanted = new Set([...other_emails, ...(email ? [email] : [])]);
  const had = new Set(emails.map((address) => address.email));
  const rows = db.updateTable('contact_email').where('contact_id', '=', id);
  // There is never more than one primary, not even between two statements.
  await rows
    .set({ is_primary: false })
    .where('email', '<>', email ?? '')
    .execute();
  const gone = emails.filter((one) => !wanted.has(one.email) && one.email !== retired && one.state !== 'retired');
  if (gone.length > 0) {
    await db
      .deleteFrom('contact_email')
      .where('contact_id', '=', id)
      .where(
        'email',
        'in',
        gone.map((address) => address.email),
      )
      .execute();
  }
  if (retired) await rows.set({ state: 'retired' }).where('email', '=', retired).execute();
  const back = emails.filter((address) => wanted.has(address.email) && address.state === 'retired');
  for (const address of back) await rows.set({ state: 'unverified' }).where('email', '=', address.email).execute();
  if (email && had.has(email)) await rows.set({ is_primary: true }).where('email', '=', email).execute();
  const claimed = [...wanted].filter((address) => !had.has(address));
  await claimAddresses(
    { db, ...ctx },
    id,
    claimed.map((address) => ({
      email: address,
      is_primary: address === email,
      field: address === email ? 'email' : 'other_emails',
    })),
  );
}
