import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { enqueueMail, enqueueMails } from '#platform/email/enqueue-mail.ts';
import { createSmtpMail } from '#platform/email/smtp-mail.ts';
import { Failure } from '#platform/failure.ts';
import { rightsOfRole } from '#platform/rights.ts';
import { insertAccount, insertAgent, platformContext } from '../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../test/start-database.ts';
import { startMailServer } from '../../../test/start-mail-server.ts';
import { cancelMail } from './cancel-mail.ts';
import { claimDueMail } from './claim-due-mail.ts';
import { composeMail } from './compose-mail.ts';
import { countMail } from './count-mail.ts';
import { findMail } from './find-mail.ts';
import { listMail } from './list-mail.ts';
import { sendDueMail } from './send-due-mail.ts';
import { switchMail } from './switch-mail.ts';

const linkMail = email<{ link_id: number }, { url: string }>({
  name: 'test.link',
  async load(ctx, { link_id }) {
    return { url: `https://desk.example/${ctx.tokens.make({ purpose: 'invitation', id: link_id, generation: 1 })}` };
  },
  write: ({ url }) => ({ subject: 'Your way in', blocks: [{ button: 'Come in', url }] }),
  example: () => ({ url: 'https://desk.example/token' }),
});

let database: TestDatabase;
let account_id: number;
let agent_id: number;

before(async () => {
  database = await startDatabase();
});
beforeEach(async () => {
  account_id = await insertAccount(database);
  agent_id = await insertAgent(ctx());
});
after(() => database.drop());

const ctx = () => platformContext(database, { account_id });

function agent(role: 'agent' | 'supervisor' | 'admin'): Context {
  const caller = {
    kind: 'agent',
    account_id,
    agent_id: 1,
    name: 'A',
    role,
    rights: rightsOfRole(role),
    locale: 'en',
  } as const;
  return { ...ctx(), caller };
}

const put = (link_id: number, more = {}) =>
  enqueueMail(ctx(), linkMail, { to_address: `to${link_id}@b.example`, language: 'en', ids: { link_id }, ...more });

const refused = (kind: string) => (error: unknown) => error instanceof Failure && error.kind === kind;

test('without a mail server the outbox shows a mail as it would go out, with the link that works', async () => {
  const id = await put(7);
  const { written, are_links_hidden } = await findMail(agent('admin'), id);
  const token = ctx().tokens.make({ purpose: 'invitation', id: 7, generation: 1 });
  assert.equal(are_links_hidden, false);
  assert.equal(written?.subject, 'Your way in');
  assert.ok(written?.text.includes(token));
  assert.ok(written?.html.includes(token));
});

test('B01 as soon as a mail server sends it, the outbox shows no link that works', async () => {
  const id = await put(7);
  const view = await findMail({ ...agent('admin'), sends_mail: true }, id);
  const token = ctx().tokens.make({ purpose: 'invitation', id: 7, generation: 1 });
  assert.equal(view.are_links_hidden, true);
  assert.ok(!JSON.stringify(view).includes(token));
  assert.ok(view.written?.text.includes('https://desk.example/***'));
});

test('B01 who may not hand out links sees none that works, to a colleague’s console least of all', async () => {
  const toCustomer = await put(7);
  const toAgent = await put(8, { agent_id });
  for (const id of [toCustomer, toAgent]) {
    const view = await findMail(agent('supervisor'), id);
    assert.equal(view.are_links_hidden, true);
    assert.match(view.written!.text, /\/\*{12}$/m);
    assert.equal((await findMail(agent('admin'), id)).are_links_hidden, false);
  }
});

test('a mail that waits says what for', async () => {
  const id = await put(1, { agent_id });
  const sends = (role: 'admin') => ({ ...agent(role), sends_mail: true });
  assert.equal((await findMail(agent('admin'), id)).waits_for, 'server');
  assert.equal((await findMail(sends('admin'), id)).waits_for, 'turn');
  await inTransaction(ctx(), async ({ db, clock }) => {
    const now = clock.now();
    const row = {
      account_id,
      name: 'Ruth',
      sort_key: 'ruth',
      source: 'agent' as const,
      created_at: now,
      updated_at: now,
    };
    const contact = await db.insertInto('contact').values(row).returning('id').executeTakeFirstOrThrow();
    await db.updateTable('mail_message').set({ agent_id: null, contact_id: contact.id }).where('id', '=', id).execute();
  });
  const toContact = await findMail(sends('admin'), id);
  assert.deepEqual([toContact.waits_for, toContact.name], ['switch', 'Ruth']);
  await inTransaction(ctx(), ({ db }) => db.updateTable('mail_message').set({ state: 'failed' }).execute());
  assert.equal((await findMail(sends('admin'), id)).waits_for, null);
});

test('F01 the outbox of one account shows nothing of another', async () => {
  const id = await put(1);
  account_id = await insertAccount(database);
  await assert.rejects(findMail(agent('admin'), id), refused('not_found'));
  assert.deepEqual((await listMail(agent('admin'))).mails, []);
  assert.equal((await countMail(agent('admin'))).of_state.waiting, 0);
});

test('the newest mails come first, fifty a page', async () => {
  const mails = Array.from({ length: 60 }, (_, n) => ({
    to_address: `n${n}@b.example`,
    language: 'en' as const,
    ids: { link_id: n },
  }));
  const ids = await enqueueMails(ctx(), linkMail, mails);
  const first = await listMail(agent('agent'));
  const second = await listMail(agent('agent'), { after: first.next! });
  const listed = [...first.mails, ...second.mails];
  assert.deepEqual(
    listed.map(({ id }) => id),
    ids.toReversed(),
  );
  assert.equal(listed[0]!.to_address, 'n59@b.example');
  assert.equal(second.next, null);
});

test('the mails of a bulk action that nobody has begun to send can be cancelled', async () => {
  await put(1, { bulk_action_id: 5, agent_id });
  await put(2, { bulk_action_id: 6, agent_id });
  await claimDueMail(ctx(), 1);
  await put(3, { bulk_action_id: 5 });
  assert.equal((await cancelMail(ctx(), { bulk_action_id: 5 })).length, 1);
  const { mails } = await listMail(agent('agent'));
  assert.deepEqual(
    mails.map(({ state }) => state),
    ['cancelled', 'waiting', 'sending'],
  );
});

test('only an admin switches mail to customers, and what waited goes out', async () => {
  await assert.rejects(switchMail(agent('supervisor'), { is_on: true }), refused('forbidden'));
  const contact_id = await inTransaction(ctx(), async ({ db, clock }) => {
    const now = clock.now();
    const row = { account_id, name: 'Ruth', sort_key: 'ruth', source: 'agent' as const };
    const [added] = await db
      .insertInto('contact')
      .values({ ...row, created_at: now, updated_at: now })
      .returning('id')
      .execute();
    return added!.id;
  });
  await put(1, { contact_id });
  assert.equal((await countMail(agent('agent'))).waiting_for_contacts, 1);
  const server = await startMailServer();
  const mail = createSmtpMail({ smtp_url: server.url, mail_from: null });
  const job = { ...ctx(), mail, stopping: new AbortController().signal };
  await sendDueMail(job);
  assert.equal(server.mails.length, 0);
  await switchMail(agent('admin'), { is_on: true });
  await sendDueMail(job);
  assert.deepEqual(
    server.mails.map(({ envelope_to }) => envelope_to),
    [['to1@b.example']],
  );
  mail.close();
  await server.stop();
});

test('a kind of mail that this version does not know is trouble, not an empty mail', async () => {
  const id = await put(1);
  await inTransaction(ctx(), ({ db }) => db.updateTable('mail_message').set({ kind: 'test.gone' }).execute());
  const { mails } = await listMail(agent('agent'));
  assert.equal(mails[0]!.id, id);
  const account = await inTransaction(ctx(), ({ db }) =>
    db.selectFrom('account').selectAll().executeTakeFirstOrThrow(),
  );
  await assert.rejects(composeMail(ctx(), { ...account, public_url: null }, mails[0]!), /test.gone/);
});
