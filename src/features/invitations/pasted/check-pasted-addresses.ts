import { createHash } from 'node:crypto';
import { listErasedValues } from '#features/contacts/tombstones/list-erased-values.ts';
import { type SkipReason, skipReasonSql } from '#features/invitations/invitation.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { invalid } from '#platform/failure.ts';
import { type PastedPerson, readPastedAddresses } from './read-pasted-addresses.ts';

/** Why somebody in a pasted text is left out. */
const pastedReasons = [
  'malformed',
  'repeated',
  'verified',
  'locked',
  'blocked',
  'deactivated',
  'gone',
  'no_address',
  'retired',
  'agent',
  'erased',
] as const;
export type PastedReason = (typeof pastedReasons)[number];

/** What would become of one of the people in a pasted text. */
export interface CheckedPerson extends PastedPerson {
  /** `new`: becomes a contact and gets a link. `known`: is one and gets a link. */
  outcome: 'new' | 'known' | 'left_out';
  reason: PastedReason | null;
  /** The contact whose address it is, where there is one. */
  contact_id: number | null;
  contact_name: string | null;
}

export interface CheckedAddresses {
  people: CheckedPerson[];
  new_count: number;
  known_count: number;
  left_out_count: number;
  /** Changes with whoever would be added, invited or left out: what is sent is what was seen. */
  digest: string;
}

const mostPeople = 200;
const mostLetters = 200_000;

/**
 * What inviting the people in a pasted text would do, before anything is created or sent. Fails as invalid for a text with
 * nobody in it, or with more than 200 people. Needs `contacts.invite`.
 */
export async function checkPastedAddresses(ctx: Context, { text }: { text: string }): Promise<CheckedAddresses> {
  allow(ctx, 'contacts.invite');
  const pasted = text.length > mostLetters ? [] : readPastedAddresses(text);
  if (text.length > mostLetters || pasted.length > mostPeople)
    throw invalid([{ field: 'text', code: 'invitations.too_many_pasted', values: { most: mostPeople } }]);
  if (pasted.length === 0) throw invalid([{ field: 'text', code: 'invitations.nobody_pasted' }]);
  return inTransaction(ctx, async (ctx) => {
    const emails = [...new Set(pasted.flatMap(({ email }) => email ?? []))];
    const known = await listKnown(ctx, emails);
    const agents = await listAgents(ctx, emails);
    const marked = emails.map((value) => ({ kind: 'email' as const, value }));
    const erased = new Set((await listErasedValues(ctx, marked)).map(({ value }) => value));
    const seen = new Set<number | string>();
    const people = pasted.map((person): CheckedPerson => {
      const contact = person.email === null ? undefined : known.get(person.email);
      const about = { ...person, contact_id: contact?.contact_id ?? null, contact_name: contact?.name ?? null };
      const leftOut = (reason: PastedReason): CheckedPerson => ({ ...about, outcome: 'left_out', reason });
      if (person.email === null) return leftOut('malformed');
      // Two addresses of one contact are one mail.
      const whom = contact?.contact_id ?? person.email;
      if (seen.has(whom)) return leftOut('repeated');
      seen.add(whom);
      if (agents.has(person.email)) return leftOut('agent');
      if (contact) return contact.reason ? leftOut(contact.reason) : { ...about, outcome: 'known', reason: null };
      return erased.has(person.email) ? leftOut('erased') : { ...about, outcome: 'new', reason: null };
    });
    return { people, ...countsOf(people), digest: digestOf(people) };
  });
}

interface KnownAddress {
  contact_id: number;
  name: string;
  reason: SkipReason | 'retired' | null;
}

async function listKnown({ db, caller }: Context, emails: readonly string[]): Promise<Map<string, KnownAddress>> {
  const { rows } = await db.client!.query<KnownAddress & { asked: string }>(
    `select given.email as asked, c.id as contact_id, c.name,
       case when given.state = 'retired' then 'retired' else ${skipReasonSql} end as reason
     from contact_email given
     join contact c on c.account_id = given.account_id and c.id = given.contact_id
     left join contact_email e
       on e.account_id = c.account_id and e.contact_id = c.id and e.is_primary and e.state <> 'retired'
     where given.account_id = $1 and given.email = any($2)`,
    [caller.account_id, emails],
  );
  return new Map(rows.map(({ asked, ...found }) => [asked, found]));
}

async function listAgents({ db }: Context, emails: readonly string[]): Promise<Set<string>> {
  if (emails.length === 0) return new Set();
  const rows = await db.selectFrom('agent').select('email').where('email', 'in', emails).execute();
  return new Set(rows.map(({ email }) => email));
}

function countsOf(people: readonly CheckedPerson[]) {
  const count = (wanted: CheckedPerson['outcome']) => people.filter(({ outcome }) => outcome === wanted).length;
  return { new_count: count('new'), known_count: count('known'), left_out_count: count('left_out') };
}

function digestOf(people: readonly CheckedPerson[]): string {
  const told = people.map(({ email, outcome, contact_id }) => [email, outcome, contact_id]);
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 32);
}
