import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { eraseContact } from './erase-contact.ts';
import { writeCertificate } from './write-certificate.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

test('F01 a certificate is downloaded by an admin of the account, in his language, and by nobody else', async () => {
  const { admin, supervisor, stranger } = directory;
  const given = { name: 'Gone Forever', email: 'gone@acorn.example', other_emails: 'gone2@acorn.example' };
  const { id: contact_id } = await createContact(admin, given);
  const { id } = await eraseContact(admin, { contact_id, mode: 'remove', is_confirmed: true, reason: '요청 2026-7' });
  await assert.rejects(writeCertificate(supervisor, { id }), { kind: 'forbidden' });
  await assert.rejects(writeCertificate(stranger, { id }), { kind: 'not_found' });
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: false });
  const path = `/settings/erasures/${id}/certificate.pdf`;
  const answer = await directory.ask(path, { cookie: `__Host-agent_session=${token}` });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/pdf');
  assert.match(answer.headers.get('content-disposition')!, /^attachment; .*E-\d{4}-\d+\.pdf$/);
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.match(bytes.toString('latin1'), /^%PDF-1\.7/);
  assert.match(bytes.toString('latin1'), /\/Lang \(en\)/);
  assert.equal((await directory.ask(path)).status, 401);
});
