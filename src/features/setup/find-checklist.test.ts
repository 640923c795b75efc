import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { findChecklist } from './find-checklist.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2, smtp_url: 'smtp://127.0.0.1:1' });
});
after(() => app.stop());

test('every step of the checklist is true to the records, and to this account’s only', async () => {
  const admin = await app.ctxOfAdmin();
  const nothing = { import: false, mail_server: true, mail_on: false, invite: false, colleagues: false };
  assert.deepEqual(await findChecklist(admin), nothing);
  await createContact(admin, { name: 'Kim Haneul', email: 'haneul@hanbit.example' });
  assert.deepEqual(await findChecklist(admin), { ...nothing, import: true });
  await switchMail(admin, { is_on: true });
  await app.ctxOfAgent();
  assert.deepEqual(await findChecklist(admin), { ...nothing, import: true, mail_on: true, colleagues: true });
  await inTransaction(admin, ({ db }) => db.updateTable('contact').set({ portal_access: 'invited' }).execute());
  assert.deepEqual(await findChecklist(admin), {
    import: true,
    mail_server: true,
    mail_on: true,
    invite: true,
    colleagues: true,
  });
  assert.deepEqual(await findChecklist(await app.ctxOfAdmin(2)), nothing);
  await switchMail(admin, { is_on: false });
  assert.equal((await findChecklist(admin)).mail_on, false);
});
