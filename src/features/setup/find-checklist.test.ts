import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { updateAccount } from '#features/accounts/update-account.ts';
import { agentInvitedEmail } from '#features/agents/agent-invited.email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { findChecklist } from './find-checklist.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2, smtp_url: 'smtp://127.0.0.1:1' });
});
after(() => app.stop());

test('every step of the checklist is true to the records, and to this account’s only', async () => {
  const admin = await app.ctxOfAdmin();
  const nothing = {
    import: false,
    address: true,
    mail_server: true,
    mail_test: false,
    policy: false,
    mail_on: false,
    invite: false,
    colleagues: false,
  };
  assert.deepEqual(await findChecklist(admin), nothing);
  await createContact(admin, { name: 'Kim Haneul', email: 'haneul@hanbit.example' });
  assert.deepEqual(await findChecklist(admin), { ...nothing, import: true });
  await switchMail(admin, { is_on: true });
  await app.ctxOfAgent();
  assert.deepEqual(await findChecklist(admin), { ...nothing, import: true, mail_on: true, colleagues: true });
  await inTransaction(admin, ({ db }) => db.updateTable('contact').set({ portal_access: 'invited' }).execute());
  assert.deepEqual(await findChecklist(admin), {
    ...nothing,
    import: true,
    mail_on: true,
    invite: true,
    colleagues: true,
  });
  await updateAccount(admin, { privacy_policy_url: 'https://hanbit.example/privacy' });
  const sent = { to_address: 'adam@acorn.example', language: 'en', agent_id: 1, ids: { agent_link_id: 1 } } as const;
  await enqueueMail(admin, agentInvitedEmail, sent);
  assert.equal((await findChecklist(admin)).mail_test, false, 'it waits');
  await inTransaction(admin, ({ db }) => db.updateTable('mail_message').set({ state: 'sent' }).execute());
  const { mail_test, policy } = await findChecklist(admin);
  assert.deepEqual([mail_test, policy], [true, true]);
  assert.deepEqual(await findChecklist(await app.ctxOfAdmin(2)), nothing);
  await switchMail(admin, { is_on: false });
  assert.equal((await findChecklist(admin)).mail_on, false);
});
