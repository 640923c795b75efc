import { findAccount } from '#features/accounts/find-account.ts';
import { type FoundContact, findContact } from '#features/contacts/find-contact.ts';
import { type ListedInvitation, listInvitations } from '#features/invitations/list-invitations.ts';
import { failureDays } from '#features/portal-access/sign-in-failure.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import type { Finding, HelpAct } from './finding.ts';

export interface AccessHelp {
  contact: FoundContact;
  findings: Finding[];
  /** Addresses at domains of his companies that nobody has and that somebody has tried to sign in with. */
  unknown: { count: number; last_at: Date } | null;
}

/**
 * Why a contact can't get in, or that nothing stands in his way: his state, what became of his newest link and its mail, and
 * what was tried with his addresses in the last 30 days, what weighs most first. Needs `contacts.view`.
 */
export async function findAccessHelp(ctx: Context, { contact_id }: { contact_id: number }): Promise<AccessHelp> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async (ctx) => {
    const contact = await findContact(ctx, { id: contact_id });
    const { invitations } = await listInvitations(ctx, { contact_id });
    const isInvited = contact.portal_access !== 'active';
    const findings = [
      ...standing(contact),
      ...(isInvited ? ofLink(contact, invitations[0], (await findAccount(ctx)).is_mail_to_customers_on) : []),
      ...(await ofTries(ctx, contact)),
    ];
    if (findings.every(({ weight }) => weight === 'tells')) findings.unshift(nothing(contact));
    const order = { stops: 0, hinders: 1, tells: 2 };
    findings.sort((one, other) => order[one.weight] - order[other.weight]);
    return { contact, findings, unknown: await findUnknown(ctx, contact) };
  });
}

function told(
  finding: string,
  weight: Finding['weight'],
  more: Partial<Omit<Finding, 'finding' | 'weight'>> = {},
): Finding {
  return { finding, weight, values: {}, moments: {}, act: null, ...more };
}

/** A moment for a sentence; left out where there is none. */
function moments(all: Record<string, Date | null>): Record<string, Date> {
  return Object.fromEntries(Object.entries(all).flatMap(([name, at]) => (at ? [[name, at]] : [])));
}

/** What lies over his access: deleted, deactivated, locked, blocked, no address. */
function standing(contact: FoundContact): Finding[] {
  const { deleted_at, deactivated_at, blocked_at, locked_at, locked_by, locked_until, portal_state } = contact;
  const findings: Finding[] = [];
  if (deleted_at) findings.push(told('deleted', 'stops', { moments: { when: deleted_at }, act: 'restore' }));
  if (deactivated_at) {
    findings.push(told('deactivated', 'stops', { moments: { when: deactivated_at }, act: 'reactivate' }));
  }
  if (portal_state === 'locked' || (locked_by !== null && locked_by !== 'failures')) {
    const isOwnDoing = locked_by === 'failures';
    findings.push(
      told(isOwnDoing ? 'locked_by_failures' : contact.locked_by_name ? 'locked_by' : 'locked', 'stops', {
        values: { who: contact.locked_by_name ?? '' },
        moments: moments({ when: locked_at, until: locked_until }),
        act: 'unlock',
      }),
    );
  }
  if (blocked_at) findings.push(told('blocked', 'hinders', { moments: { when: blocked_at }, act: 'unblock' }));
  const mailable = contact.emails.filter(({ state }) => state !== 'retired');
  if (mailable.length === 0) findings.push(told('no_address', 'stops'));
  else if (contact.portal_access === 'active' && !mailable.some(({ state }) => state === 'verified')) {
    findings.push(told('no_verified_address', 'stops'));
  }
  return findings;
}

/** What became of the newest link of somebody who was never in. */
function ofLink(contact: FoundContact, link: ListedInvitation | undefined, isMailOn: boolean): Finding[] {
  const act = contact.deleted_at || contact.deactivated_at || contact.blocked_at || !contact.email ? null : 'invite';
  if (contact.portal_access === 'none' || !link) return [told('never_invited', 'stops', { act })];
  const values = { email: showEmailAddress(link.email).shown, reason: link.last_error ?? '' };
  const at = { when: link.created_at, opened: link.opened_at, until: link.expires_at };
  const finding = link.state === 'queued' && !isMailOn ? 'link_mail_off' : `link_${link.state}`;
  return [told(finding, 'stops', { values, moments: moments(at), act: finding === 'link_mail_off' ? null : act })];
}

const actOf: Record<string, HelpAct | null> = {
  password: 'reset',
  locked_by_failures: 'reset',
  retired_address: 'restore_email',
  unverified_address: 'reset',
};

async function ofTries({ db, clock }: Context, contact: FoundContact): Promise<Finding[]> {
  const since = new Date(clock.now().getTime() - failureDays * 24 * 3_600_000);
  const rows = await db
    .selectFrom('sign_in_failure')
    .select(['email', 'reason', 'tried_count', 'last_at'])
    .where('contact_id', '=', contact.id)
    .where('last_at', '>=', since)
    .orderBy('last_at', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ email, reason, tried_count, last_at }) => {
    const isOver = contact.last_sign_in_at !== null && contact.last_sign_in_at > last_at;
    const isOtherAddress = reason === 'retired_address' || reason === 'unverified_address';
    return told(`tried_${reason}`, isOver ? 'tells' : isOtherAddress || reason === 'password' ? 'hinders' : 'tells', {
      values: { email: showEmailAddress(email).shown, count: tried_count },
      moments: { when: last_at },
      act: isOver || contact.deleted_at ? null : (actOf[reason] ?? null),
      email,
    });
  });
}

function nothing({ activated_at, last_sign_in_at }: FoundContact): Finding {
  const at = moments({ when: last_sign_in_at, activated: activated_at });
  return told(last_sign_in_at ? 'nothing' : 'nothing_yet', 'tells', { moments: at });
}

async function findUnknown({ db }: Context, { memberships }: FoundContact): Promise<AccessHelp['unknown']> {
  if (memberships.length === 0) return null;
  const row = await db
    .selectFrom('unknown_sign_in')
    .select((all) => [all.fn.countAll<number>().as('count'), all.fn.max('last_at').as('last_at')])
    .where(
      'company_id',
      'in',
      memberships.map(({ company_id }) => company_id),
    )
    .executeTakeFirstOrThrow();
  return row.last_at ? { count: Number(row.count), last_at: row.last_at } : null;
}
