import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { listMail } from '#features/outbox/list-mail.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { loadProgram } from './load-program.ts';
import { insertContact, linkToken } from './portal.ts';
import { startApp, type TestApp } from './start-app.ts';

let app: TestApp;
let cookie: string;
let mail_id: number;
let token: string;
before(async () => {
  app = await startApp({ program: await loadProgram() });
  const admin = await app.ctxOfAdmin();
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  cookie = `__Host-agent_session=${(await createSession(admin, { agent_id, is_remembered: false })).token}`;
  const contact_id = await insertContact(admin, { name: 'Ruth King', email: 'ruth@hanbit.example' });
  await inviteContact(admin, { contact_id });
  mail_id = (await listMail(admin)).mails[0]!.id;
  token = await linkToken(admin, contact_id);
});
after(() => app.stop());

const read = async (path: string) => {
  const response = await app.ask(path, { cookie, headers: { accept: 'text/html' } });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test('the outbox lists what waits and says why nothing goes out', async () => {
  const { status, text } = await read('/outbox');
  assert.equal(status, 200);
  for (const words of [
    'Ruth King',
    'Invitation',
    'Waiting',
    'there is no mail server',
    'Mail to customers is switched off',
  ]) {
    assert.ok(text.includes(words), words);
  }
});

test('without a mail server an admin reads a mail and finds its link to copy', async () => {
  const { status, text } = await read(`/outbox/${mail_id}`);
  assert.equal(status, 200);
  assert.ok(text.includes(`https://help.example.com/portal/activate?token=${token}`));
});

test('I02 a mail is shown in a frame that runs nothing, loads nothing and leads nowhere', async () => {
  const { status, text, headers } = await read(`/outbox/${mail_id}/html`);
  assert.equal(status, 200);
  assert.match(text, /Hello Ruth King,/);
  assert.match(headers.get('content-security-policy')!, /default-src 'none'.*frame-ancestors 'self'; sandbox$/);
  assert.equal((await app.ask(`/outbox/${mail_id}/html`)).status, 401);
});

test('the switch on the page lets mail to customers go, and stops it', async () => {
  const push = (is_on: string) =>
    app.ask('/outbox', {
      method: 'POST',
      cookie,
      body: new URLSearchParams({ intent: 'switch', is_on }),
      headers: { accept: 'text/html' },
    });
  await push('on');
  assert.ok((await read('/outbox')).text.includes('Mail to customers is on.'));
  await push('off');
  assert.ok((await read('/outbox')).text.includes('Mail to customers is switched off'));
});
