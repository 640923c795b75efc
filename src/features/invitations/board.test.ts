import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { switchMail } from '#features/outbox/switch-mail.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, insertContact, insertManyContacts, linkToken } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { type MailServer, startMailServer } from '../../../test/start-mail-server.ts';
import { type BoardState, boardStates } from './board-state.ts';
import { copyInvitationLink } from './copy-invitation-link.ts';
import { copyInvitationLinks } from './copy-invitation-links.ts';
import { countInvitations } from './count-invitations.ts';
import { deleteContacts } from './delete-contacts.ts';
import { inviteContact } from './invite-contact.ts';
import { inviteContacts } from './invite-contacts.ts';
import { listInvitations } from './list-invitations.ts';
import { openInvitation } from './open-invitation.ts';

const day = 24 * 3_600_000;

let app: TestApp;
let server: MailServer;
let admin: Context;
before(async () => {
  server = await startMailServer({
    onRecipient: (to) => (to.startsWith('nobody') ? [550, '5.1.1 no such user'] : undefined),
  });
  app = await startApp({ smtp_url: server.url });
  admin = await app.ctxOfAdmin();
  await switchMail(admin, { is_on: true });
});
after(async () => {
  await app.stop();
  await server.stop();
});

const visitor = (): Context => ({
  ...app.ctxOfStranger(),
  origin: { request_id: 'test', ip: '198.51.100.8', user_agent: 'test' },
});

async function invited(email: string): Promise<number> {
  const contact_id = await insertContact(admin, { email });
  await inviteContact(admin, { contact_id });
  return contact_id;
}

const emailsIn = async (state: BoardState) =>
  (await listInvitations(admin, { state })).invitations.map(({ email }) => email);

test('the board has every contact in one state, with the time of each step, and counts what it lists', async () => {
  await invited('old@hanbit.example');
  await app.worker.runDue();
  app.clock.offset_ms += 8 * day;
  await invited('sent@hanbit.example');
  await invited('nobody@hanbit.example');
  const opened = await invited('opened@hanbit.example');
  await app.worker.runDue();
  await openInvitation(visitor(), await linkToken(app.systemCtx(), opened));
  await activateContact(admin, await insertContact(admin, { email: 'active@hanbit.example' }));
  await copyInvitationLink(admin, { contact_id: await insertContact(admin, { email: 'copied@hanbit.example' }) });
  const gone = await invited('gone@hanbit.example');
  await deleteContacts(admin, { contact_ids: [gone] });
  await switchMail(admin, { is_on: false });
  await invited('queued@hanbit.example');

  const found: Record<string, string[]> = Object.fromEntries(
    await Promise.all(boardStates.map(async (state) => [state, await emailsIn(state)])),
  );
  const expected: Record<string, string[]> = {
    queued: ['queued@hanbit.example'],
    sent: ['sent@hanbit.example'],
    link_copied: ['copied@hanbit.example'],
    bounced: ['nobody@hanbit.example'],
    link_opened: ['opened@hanbit.example'],
    activated: ['active@hanbit.example'],
    expired: ['old@hanbit.example'],
    cancelled: [],
  };
  assert.deepEqual(found, expected);
  const counts = await countInvitations(admin);
  for (const state of boardStates)
    assert.deepEqual(counts[state], { count: expected[state]!.length, isExact: true }, state);
  for (const { state, email } of (await listInvitations(admin)).invitations)
    assert.ok(expected[state]!.includes(email));
  const [row] = (await listInvitations(admin, { state: 'link_opened' })).invitations;
  assert.ok(row!.created_at <= row!.accepted_at! && row!.accepted_at! <= row!.opened_at! && row!.spent_at === null);
  await switchMail(admin, { is_on: true });
});

test('the board goes on page after page without missing or repeating anybody, while more are invited', async () => {
  const contact_ids = await insertManyContacts(admin, 120);
  await inviteContacts(admin, { contact_ids });
  const seen: number[] = [];
  let after: number | undefined;
  do {
    const page = await listInvitations(admin, { state: 'queued', ...(after && { after }) });
    seen.push(...page.invitations.map(({ contact_id }) => contact_id));
    after = page.next ?? undefined;
    await invited(`late${seen.length}@hanbit.example`);
  } while (after);
  assert.equal(seen.length, new Set(seen).size);
  for (const id of contact_ids) assert.ok(seen.includes(id));
});

test('F01 nobody sees another account’s board, and nobody without the right copies a link', async () => {
  const { invitations } = await listInvitations(admin);
  const agent = await app.ctxOfAgent('supervisor');
  const copied = copyInvitationLinks(agent, { contact_ids: [invitations[0]!.contact_id] });
  await assert.rejects(copied, (error) => error instanceof Failure && error.kind === 'forbidden');
});

test('links of several contacts are copied at once; who can have none is told with the reason', async () => {
  const active = await insertContact(admin, { email: 'in@hanbit.example' });
  await activateContact(admin, active);
  const one = await insertContact(admin, { name: 'One', email: 'one@hanbit.example' });
  const none = await insertContact(admin, { name: 'None', email: null });
  const links = await copyInvitationLinks(admin, { contact_ids: [one, none, active, one, 999_999] });
  const told = new Map(links.map(({ contact_id, url, refused }) => [contact_id, url ? 'link' : refused]));
  assert.deepEqual(
    told,
    new Map([
      [active, 'invitations.verified'],
      [one, 'link'],
      [none, 'invitations.no_address'],
    ]),
  );
  const { url } = links.find(({ contact_id }) => contact_id === one)!;
  await openInvitation(visitor(), new URL(url!).searchParams.get('token')!);
});

test('an invitation whose mail had become pointless counts as cancelled: its link never left the house', async () => {
  await switchMail(admin, { is_on: false });
  const contact_id = await invited('blocked@hanbit.example');
  const blocked = { blocked_at: app.clock.now() };
  await inTransaction(admin, ({ db }) => db.updateTable('contact').set(blocked).where('id', '=', contact_id).execute());
  await switchMail(admin, { is_on: true });
  await app.worker.runDue();
  assert.ok((await emailsIn('cancelled')).includes('blocked@hanbit.example'));
});
