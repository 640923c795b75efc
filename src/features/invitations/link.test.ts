import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { contactPassword, insertContact, linkToken } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { type MailServer, startMailServer } from '../../../test/start-mail-server.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { findInvitation } from './find-invitation.ts';
import { inviteContact } from './invite-contact.ts';
import { openInvitation } from './open-invitation.ts';

let app: TestApp;
let mailServer: MailServer;
let agent: Context;

before(async () => {
  mailServer = await startMailServer();
  app = await startApp({ smtp_url: mailServer.url });
  agent = await app.ctxOfAgent();
  await inTransaction(app.systemCtx(), ({ db }) =>
    db.updateTable('account').set({ is_mail_to_customers_on: true }).execute(),
  );
});
after(async () => {
  await app.stop();
  await mailServer.stop();
});

/** Somebody from a network of his own, so that the limit of one network is not met. */
let visitors = 0;
const visitor = (): Context => ({
  ...app.ctxOfStranger(),
  origin: { request_id: 'test', ip: `198.51.100.${++visitors}`, user_agent: 'test' },
});
const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;

async function invited(email: string): Promise<string> {
  const contact_id = await insertContact(app.systemCtx(), { name: 'Barbara Streisand', email });
  await inviteContact(agent, { contact_id });
  await app.worker.runDue();
  return linkToken(app.systemCtx(), contact_id);
}

test('B01 the mail carries what the database keeps only the hash of', async () => {
  const token = await invited('only-the-hash@hanbit.example');
  assert.match(token, /^[\w-]{43}$/);
  assert.ok(mailServer.mailTo('only-the-hash@hanbit.example').text!.includes(token));
  const { rows: tables } = await app.database.appPool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  assert.ok(tables.length > 20);
  for (const { name } of tables) {
    const { rows } = await inTransaction(app.systemCtx(), ({ db }) =>
      db.client!.query(`select 1 from "${name}" t where t::text like $1 limit 1`, [`%${token}%`]),
    );
    assert.equal(rows.length, 0, name);
  }
});

test('B06 a token for another purpose opens no invitation', async () => {
  const { id } = await findInvitation(visitor(), await invited('purpose@hanbit.example'));
  for (const purpose of ['password_reset', 'agent_invitation', 'agent_reset'] as const) {
    const token = app.systemCtx().tokens.make({ purpose, id, generation: 1 });
    await assert.rejects(findInvitation(visitor(), token), fails('portal_access.link_unknown'));
  }
});

test('B08 a mangled link opens nothing and is as unknown as any other', async () => {
  const token = await invited('mangled@hanbit.example');
  const otherCase = token.replace(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  const mangled = ['', token.slice(0, 42), `${token}=`, `${token}\0`, `${token}A`, otherCase, token.repeat(1_000)];
  for (const bad of mangled) {
    await assert.rejects(openInvitation(visitor(), bad), fails('portal_access.link_unknown'));
    await assert.rejects(
      acceptInvitation(visitor(), { token: bad, password: contactPassword }),
      fails('portal_access.link_unknown'),
    );
  }
  await openInvitation(visitor(), token);
});

test('B09 every address in the mail starts with the account’s own', async () => {
  await invited('address@hanbit.example');
  const { text, html } = mailServer.mailTo('address@hanbit.example');
  const urls = `${text} ${html}`.match(/https?:\/\/[^/\s"<]+/g)!;
  assert.deepEqual([...new Set(urls)], ['https://help.example.com']);
});

test('A11 a weak password is refused with the reason and spends nothing', async () => {
  const token = await invited('weak@hanbit.example');
  const weak = { short: 'password_short', password123: 'password_weak', barbarastreisand: 'password_known' };
  for (const [password, code] of Object.entries(weak)) {
    await assert.rejects(acceptInvitation(visitor(), { token, password }), fails(`platform.${code}`));
  }
  await acceptInvitation(visitor(), { token, password: contactPassword });
});

test('an invitation that is replaced before it went out is not sent', async () => {
  const contact_id = await insertContact(app.systemCtx(), { email: 'twice@hanbit.example' });
  await inviteContact(agent, { contact_id });
  await inviteContact(agent, { contact_id });
  await app.worker.runDue();
  const sent = mailServer.mails.filter(({ envelope_to }) => envelope_to.includes('twice@hanbit.example'));
  assert.equal(sent.length, 1);
});
