import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listAccessRecords } from '#features/access-records/list-access-records.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { loadProgram } from './load-program.ts';
import { startApp, type TestApp } from './start-app.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ program: await loadProgram() });
});
after(() => app.stop());

test('whichever page shows a contact writes down that somebody looked, as a document and as data', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
  const cookie = `__Host-agent_session=${token}`;
  const pages = ['', '/edit', '/companies', '/move', '/sessions', '/merge/OTHER'];
  for (const [at, page] of [...pages, ...pages.map((page) => `${page}.data`)].entries()) {
    const made = { name: `Ruth ${at}`, company: 'Acorn' };
    const { id } = await createContact(admin, { ...made, email: `ruth${at}@acorn.example` });
    const { id: other } = await createContact(admin, { ...made, email: `queen${at}@acorn.example` });
    const path = `/contacts/${id}${page}`.replace('OTHER', String(other));
    const { status } = await app.ask(path, { cookie, headers: { accept: 'text/html' } });
    assert.equal(status, 200, path);
    const { records } = await listAccessRecords(admin, { contact_id: id });
    assert.deepEqual(
      records.map(({ kind, ip }) => [kind, ip]),
      [['contact_viewed', '203.0.113.9']],
      path,
    );
    if (page.includes('OTHER')) {
      assert.equal((await listAccessRecords(admin, { contact_id: other })).records.length, 1, path);
    }
  }
});
