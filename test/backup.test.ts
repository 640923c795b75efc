import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { signInAgent } from '#features/agents/sign-in-agent.ts';
import { findBulkAction } from '#features/bulk-actions/find-bulk-action.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { findImport } from '#features/imports/find-import.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { openInvitation } from '#features/invitations/open-invitation.ts';
import { findReset } from '#features/portal-access/find-reset.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import type { Context } from '#platform/context.ts';
import { writeSchema } from '../tools/write-schema.ts';
import {
  ask,
  checksums,
  type Filled,
  fillAccount,
  makeEmptyDatabase,
  openApp,
  openTestServer,
  typed,
} from './backup-drill.ts';
import { sessionOf } from './make.ts';
import { makeFolder } from './make-folder.ts';
import { contactPassword, linkToken } from './portal.ts';
import { adminPassword, startApp, type TestApp } from './start-app.ts';
import type { TestServer } from './start-database.ts';

let server: TestServer;
let source: TestApp;
let filled: Filled;
let file: string;
let target: { url: string; drop(): Promise<void> };
/** Of the source, before the restore. */
let sums: Record<string, string>;
let restored: ReturnType<typeof openApp>;

before(async () => {
  server = await openTestServer();
  source = await startApp({ accounts: 2 });
  filled = await fillAccount(source);
  sums = await checksums(source.database.url);
  file = join(makeFolder(), 'maru.tar.gz');
  const backedUp = await typed({ DATABASE_URL: source.database.url }, 'backup', file, '--json');
  assert.equal(backedUp.status, 0, backedUp.remarks);
  target = await makeEmptyDatabase(server);
});
after(async () => {
  await restored?.stop();
  await target.drop();
  await source.stop();
  await server.close();
});

const system = (account_id = 1): Context => restored.contextOf({ kind: 'system', account_id, locale: 'en' });
const stranger = (): Context => restored.contextOf({ kind: 'stranger', account_id: 1, locale: 'en' });

test('O08 what comes back from a backup is what was backed up, row for row and file for file', async () => {
  const { status, answer, remarks } = await typed({ DATABASE_URL: target.url }, 'restore', file, '--json');
  assert.equal(status, 0, remarks);
  const said = JSON.parse(answer);
  assert.deepEqual([said.accounts.length, said.migrated, said.left_out], [2, [], []]);
  assert.equal(said.tables, Object.keys(sums).length);
  const after = await checksums(target.url);
  const changed = Object.keys(sums).filter((table) => sums[table] !== after[table]);
  // What a restore settles, and nothing else.
  const settled = ['account', 'agent_link', 'change_log', 'mail_message', 'password_reset', 'session'];
  assert.deepEqual(changed, settled);
});

test('O08 after a restore everybody signs in as before, and anew', async () => {
  restored = openApp(target.url);
  assert.deepEqual(await ask(target.url, 'select from session'), []);
  const owner = { email: 'adam@acorn.example', password: adminPassword, is_remembered: false, device: null };
  assert.ok(sessionOf(await signInAgent(stranger(), owner)).token);
  const customer = { email: 'ruth@hanbit.example', password: contactPassword, is_remembered: false, device: null };
  assert.ok('session' in (await signIn(stranger(), customer)));
});

test('O08 links to a new password are dead after a restore, for one may have been used since; an invitation still opens', async () => {
  const reset = await linkToken(source.systemCtx(), filled.reset_contact_id, 'password_reset');
  assert.equal((await findReset(source.systemCtx(), reset)).contact_id, filled.reset_contact_id);
  await assert.rejects(findReset(system(), reset), { code: 'portal_access.link_expired' });
  const open = await ask(target.url, `select from agent_link where purpose = 'agent_reset' and expires_at > now()`);
  assert.deepEqual(open, []);
  const invitation = await linkToken(source.systemCtx(), filled.invited_contact_id);
  assert.equal((await openInvitation(stranger(), invitation)).name, '김하늘');
});

test('O08 a restore sends no mail a second time: what may have gone out is stopped, and customers’ mail waits for somebody to switch it on', async () => {
  const [account] = await ask(target.url, 'select is_mail_to_customers_on from account where id = 1');
  assert.equal(account!.is_mail_to_customers_on, false);
  const count = (url: string, condition: string) =>
    ask<{ count: number }>(url, `select count(*)::int from mail_message where account_id = 1 and ${condition}`).then(
      ([row]) => row!.count,
    );
  const { url } = source.database;
  assert.ok((await count(url, `state = 'waiting' and agent_id is not null`)) > 0, 'there was mail to agents');
  assert.equal(await count(target.url, `state in ('waiting', 'sending') and agent_id is not null`), 0);
  assert.equal(await count(url, `state = 'sending'`), 1);
  assert.equal(await count(target.url, `state = 'failed' and last_error = 'restored'`), 1);
  const waiting = `state = 'waiting' and contact_id is not null`;
  assert.ok((await count(url, waiting)) > 0);
  assert.equal(await count(target.url, waiting), await count(url, waiting));
});

test('O08 imports, bulk actions and all that was asked for before the backup go on after the restore', async () => {
  const search = readContactFilter({ search: '새빛', sort: 'name' });
  assert.equal((await listContacts(system(), search)).rows.length, 0, 'the search text was not written yet');
  restored.clock.offset_ms += 10 * 60_000;
  await restored.worker.runDue();
  const found = await findImport(system(), { id: filled.running_import_id });
  assert.equal(found.state, 'done');
  assert.ok(found.progress.run!.created > 2000);
  const invited = await findBulkAction(system(), { id: filled.bulk_action_id });
  assert.deepEqual([invited.state, invited.done_count + invited.skipped_count], ['done', invited.total_count]);
  assert.ok(invited.waiting_mail_count > 1000, 'and their mail waits');
  assert.equal((await listContacts(system(), search)).rows.length, 3);
});

test('O08 ids go on above the highest, and no link’s secret is given a second time to somebody else', async () => {
  const [highest] = await ask<{ id: number }>(source.database.url, 'select max(id)::int as id from contact');
  const { id } = await createContact(system(), { name: 'Somebody new', email: 'new@hanbit.example' });
  assert.ok(id > highest!.id);
  // Lost with the old database, but in a mailbox: an invitation that was sent after the backup.
  const lost = await createContact(source.systemCtx(), { name: 'Ida Lost', email: 'ida@hanbit.example' });
  await inviteContact(source.systemCtx(), { contact_id: lost.id });
  const mailed = await linkToken(source.systemCtx(), lost.id);
  for (let n = 0; n < 3; n++) {
    const other = await createContact(system(), { name: `Noah ${n}`, email: `noah${n}@hanbit.example` });
    await inviteContact(system(), { contact_id: other.id });
  }
  await assert.rejects(openInvitation(stranger(), mailed), { code: 'portal_access.link_unknown' });
});

test('O08 a restored database has every table, key, index, policy and function that the migrations make', async () => {
  const [before, after] = await Promise.all([source.database.url, target.url].map(schemaOf));
  assert.deepEqual(after, before);
});

/** The lines of the schema, whatever their order: indexes were made again. */
async function schemaOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await writeSchema(client)).split('\n').sort();
  } finally {
    await client.end();
  }
}
