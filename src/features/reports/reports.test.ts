import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createContact } from '#features/contacts/create-contact.ts';
import { copyInvitationLink } from '#features/invitations/copy-invitation-link.ts';
import { deactivateContacts } from '#features/invitations/deactivate-contacts.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { openInvitation } from '#features/invitations/open-invitation.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { eraseContact } from '#features/privacy/erase-contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { startMailServer } from '../../../test/start-mail-server.ts';
import { countPortalStates } from './count-portal-states.ts';
import { findInvitationFunnel } from './find-invitation-funnel.ts';
import type { Funnel } from './invitation-funnel.ts';
import { listPortalStates } from './list-portal-states.ts';
import { stackedParts, stateColumns } from './state-columns.ts';
import { sumInvitees } from './sum-invitees.ts';
import { writeInvitationReport } from './write-invitation-report.ts';
import { writeStateReport } from './write-state-report.ts';

let app: TestApp;
let server: Awaited<ReturnType<typeof startMailServer>>;
before(async () => {
  server = await startMailServer();
  app = await startApp({ accounts: 2, smtp_url: server.url });
});
after(async () => {
  await app.stop();
  await server.stop();
});

let made = 0;
const someContact = async (ctx: Context) =>
  (await createContact(ctx, { name: `Ruth ${++made}`, email: `ruth${made}@acorn.example` })).id;
const overall = async (ctx: Context) => (await findInvitationFunnel(ctx, { span: 13 })).overall;
const funnel = (invited: number, accepted: number, opened: number, activated: number): Funnel => ({
  invited,
  accepted,
  opened,
  activated,
});
const week = 7 * 24 * 3_600_000;
const textOf = async (bytes: AsyncIterable<Uint8Array>) => {
  let text = '';
  for await (const piece of bytes) text += Buffer.from(piece).toString();
  return text.replace('\ufeff', '').trim().split('\r\n');
};

test('invited people go through the stages at once as it happens, whoever came farther counts in all before', async () => {
  const admin = await app.ctxOfAdmin();
  const [first, second] = [await someContact(admin), await someContact(admin)];
  await inviteContact(admin, { contact_id: first });
  await inviteContact(admin, { contact_id: second });
  assert.deepEqual(await overall(admin), funnel(2, 0, 0, 0));
  await switchMail(admin, { is_on: true });
  await app.worker.runDue();
  assert.deepEqual(await overall(admin), funnel(2, 2, 0, 0));
  await activateContact(admin, first);
  assert.deepEqual(await overall(admin), funnel(2, 2, 1, 1));
});

test('who is invited again stays one person, in the week of his first invitation', async () => {
  const admin = await app.ctxOfAdmin();
  const before = await findInvitationFunnel(admin, { span: 13 });
  const contact_id = await someContact(admin);
  await inviteContact(admin, { contact_id });
  app.clock.offset_ms += 2 * week;
  await inviteContact(admin, { contact_id });
  const { weeks, overall: after } = await findInvitationFunnel(admin, { span: 13 });
  assert.equal(after.invited, before.overall.invited + 1);
  assert.equal(weeks.at(-1)!.invited, 0);
  assert.equal(weeks.at(-3)!.invited, after.invited);
  assert.equal(weeks.length, 13);
});

test('an older span leaves out who was invited before it', async () => {
  const admin = await app.ctxOfAdmin();
  const { invited } = await overall(admin);
  app.clock.offset_ms += 5 * week;
  assert.equal((await findInvitationFunnel(admin, { span: 4 })).overall.invited, 0);
  assert.equal((await findInvitationFunnel(admin, { span: 26 })).overall.invited, invited);
});

test('who came in by a copied link has gone through every stage', async () => {
  const admin = await app.ctxOfAdmin(2);
  const contact_id = await someContact(admin);
  const { url } = await copyInvitationLink(admin, { contact_id });
  assert.deepEqual(await overall(admin), funnel(1, 0, 0, 0));
  const token = new URL(url).searchParams.get('token')!;
  await openInvitation(app.ctxOfStranger(2), token);
  await openInvitation(app.ctxOfStranger(2), token);
  assert.deepEqual(await overall(admin), funnel(1, 1, 1, 0));
});

test('steps are added up without changing a sum, while others go on', async () => {
  const admin = await app.ctxOfAdmin();
  const before = await overall(admin);
  const ids: number[] = [];
  for (let one = 0; one < 6; one++) ids.push(await someContact(admin));
  await Promise.all([
    ...ids.map((contact_id) => inviteContact(admin, { contact_id })),
    sumInvitees(app.systemCtx()),
    sumInvitees(app.systemCtx()),
  ]);
  await sumInvitees(app.systemCtx());
  assert.equal((await overall(admin)).invited, before.invited + 6);
  const { rows } = await inTransaction(admin, ({ db }) =>
    sql<{ days: number; rows: number }>`
      select count(distinct invited_on)::int as days, count(*)::int as rows from invitee_count`.execute(db),
  );
  assert.equal(rows[0]!.rows, rows[0]!.days);
});

test('numbers stay when a contact is erased, and no trace of him does', async () => {
  const admin = await app.ctxOfAdmin();
  const contact_id = await someContact(admin);
  await inviteContact(admin, { contact_id });
  const before = await overall(admin);
  await eraseContact(admin, { contact_id, mode: 'anonymise', is_confirmed: true });
  assert.deepEqual(await overall(admin), before);
  const left = await inTransaction(admin, ({ db }) =>
    db.selectFrom('invitee').select('contact_id').where('contact_id', '=', contact_id).execute(),
  );
  assert.deepEqual(left, []);
});

test('contacts are counted by the state they are in; the last count of a day stays', async () => {
  const admin = await app.ctxOfAdmin(2);
  const ids = [await someContact(admin), await someContact(admin), await someContact(admin), await someContact(admin)];
  await countPortalStates(app.systemCtx(2));
  const newest = async () => (await listPortalStates(admin, { span: 4 })).days.at(-1)!;
  const { day, ...counts } = await newest();
  assert.deepEqual(counts, { active: 0, invited: 1, none: 4, locked: 0, deactivated: 0 });
  await activateContact(admin, ids[0]!);
  await lockContacts(admin, { contact_ids: [ids[0]!] });
  await deactivateContacts(admin, { contact_ids: [ids[1]!] });
  await deleteContacts(admin, { contact_ids: [ids[2]!] });
  await countPortalStates(app.systemCtx(2));
  assert.deepEqual(await newest(), { day, active: 0, invited: 1, none: 1, locked: 1, deactivated: 1 });
  app.clock.offset_ms += 3 * 24 * 3_600_000;
  await countPortalStates(app.systemCtx(2));
  const { days } = await listPortalStates(admin, { span: 4 });
  assert.equal(days.length, 2, 'days between are gaps');
});

test('a long span stands week by week, each as it ended, a gap where nobody counted', () => {
  const counts = { active: 1, invited: 2, none: 3, locked: 0, deactivated: 0 };
  const days = [
    { ...counts, day: '2026-01-05' },
    { ...counts, active: 9, day: '2026-01-07' },
    { ...counts, day: '2026-01-20' },
  ];
  const columns = stateColumns({ days, from: '2026-01-05', until: '2026-06-30' });
  assert.equal(columns.length, 26);
  assert.deepEqual(
    columns.slice(0, 3).map((column) => column.counts?.active ?? null),
    [9, null, 1],
  );
  assert.equal(stateColumns({ days, from: '2026-01-05', until: '2026-02-01' }).length, 28);
  assert.deepEqual(
    stackedParts(counts).map(({ from, to }) => [from, to]),
    [
      [0, 1],
      [1, 3],
      [3, 6],
      [6, 6],
      [6, 6],
    ],
  );
});

test('F04 reports need their right and are an account’s own', async () => {
  const agent = await app.ctxOfAgent('agent');
  const span = 13 as const;
  await assert.rejects(findInvitationFunnel(agent, { span }), { kind: 'forbidden' });
  await assert.rejects(listPortalStates(agent, { span }), { kind: 'forbidden' });
  await assert.rejects(writeInvitationReport(agent, { span }), { kind: 'forbidden' });
  await assert.rejects(writeStateReport(agent, { span }), { kind: 'forbidden' });
  assert.notDeepEqual(await overall(await app.ctxOfAdmin(1)), await overall(await app.ctxOfAdmin(2)));
});

test('the numbers are taken out as files, a line a week and a line a counted day', async () => {
  const admin = await app.ctxOfAdmin(2);
  const weeks = await textOf(await writeInvitationReport(admin, { span: 13 }));
  assert.equal(weeks[0], 'week,invited,accepted,opened,activated');
  assert.equal(weeks.length, 14);
  const days = await textOf(await writeStateReport(admin, { span: 4 }));
  assert.equal(days[0], 'day,active,invited,none,locked,deactivated');
  assert.equal(days.length, 3);
});
