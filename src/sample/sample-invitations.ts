import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { acceptInvitation } from '#features/invitations/accept-invitation.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { type ListedInvitation, listInvitations } from '#features/invitations/list-invitations.ts';
import { openInvitation } from '#features/invitations/open-invitation.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import type { Worker } from '#platform/queue/worker.ts';
import { samplePassword } from './sample-agents.ts';
import type { SampleTime } from './sample-time.ts';

/** Invites many at once and lets the two minutes pass in which that could be called back. */
export async function inviteMany(
  time: SampleTime,
  {
    supervisor,
    worker,
    selection,
  }: { supervisor: Context; worker: Worker } & Pick<Parameters<typeof startBulkAction>[1], 'selection'>,
): Promise<void> {
  await startBulkAction(supervisor, { act: 'invite', selection });
  time.pass({ minutes: 3 });
  await worker.runDue();
}

/** Invites one after the other, as agents do from the contact page. */
export async function inviteEach(time: SampleTime, agent: Context, contact_ids: readonly number[]): Promise<void> {
  for (const contact_id of contact_ids) {
    await inviteContact(agent, { contact_id });
    time.pass({ minutes: 4 });
  }
}

/** Links that still wait for their person, by the contact they were sent to. */
export async function listWaiting(ctx: Context): Promise<Map<number, ListedInvitation>> {
  const waiting = new Map<number, ListedInvitation>();
  for (let after: number | null | undefined; after !== null; ) {
    const page = await listInvitations(ctx, after === undefined ? {} : { after });
    for (const link of page.invitations) if (link.state === 'sent') waiting.set(link.contact_id, link);
    after = page.next;
  }
  return waiting;
}

/** Lets customers follow their links, `minutes` apart: all look, and those who `accept` choose a password. */
export async function followLinks(
  time: SampleTime,
  ctx: Context,
  { links, minutes, accept }: { links: readonly ListedInvitation[]; minutes: number; accept: boolean },
): Promise<void> {
  for (const { id, contact_id } of links) {
    time.pass({ minutes });
    const token = ctx.tokens.make({ purpose: 'invitation', id, generation: 1 });
    const customer = strangerFrom(ctx, contact_id);
    await openInvitation(customer, token);
    if (accept) await acceptInvitation(customer, { token, password: samplePassword });
  }
}

/** Lets one customer try wrong passwords until he is locked out. */
export async function lockOut(ctx: Context, { email, tries }: { email: string; tries: number }): Promise<void> {
  for (let at = 0; at < tries; at++) {
    const wrong = { email, password: `wrong guess ${at}`, is_remembered: false, device: null };
    await signIn(strangerFrom(ctx, 0), wrong).catch((error) => {
      if (!(error instanceof Failure)) throw error;
    });
  }
}

/** Somebody at the door, from an address that RFC 5737 keeps for documentation. */
export function strangerFrom(ctx: Context, number: number): Context {
  const { account_id, locale } = ctx.caller;
  const ip = `${number % 2 ? '198.51.100' : '203.0.113'}.${number % 254}`;
  const user_agent =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
  return { ...ctx, caller: { kind: 'stranger', account_id, locale }, origin: { request_id: 'sample', ip, user_agent } };
}
