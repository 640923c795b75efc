import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { actOnContact } from '#features/contacts/act-on-contact.ts';
import { blockContacts } from '#features/contacts/block-contacts.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { startMailServer } from '../../../test/start-mail-server.ts';
import { deactivateContacts } from './deactivate-contacts.ts';
import { inviteContact } from './invite-contact.ts';
import { previewAccessMail } from './preview-access-mail.ts';
import { reactivateContacts } from './reactivate-contacts.ts';
import { undoContactAct } from './undo-contact-act.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

/** Mails about the access of a contact, oldest first, as kind and state. */
async function mailsTo(id: number): Promise<string[]> {
  const rows = await inTransaction(directory.system, ({ db }) =>
    db
      .selectFrom('mail_message')
      .select(['kind', 'state'])
      .where('contact_id', '=', id)
      .where('kind', 'like', 'invitations.access_%')
      .orderBy('id')
      .execute(),
  );
  return rows.map(({ kind, state }) => `${kind.replace('invitations.access_', '')} ${state}`);
}

async function sendAll() {
  await inTransaction(directory.system, ({ db }) =>
    db.updateTable('mail_message').set({ state: 'sent' }).where('state', '=', 'waiting').execute(),
  );
}

const off = (id: number) => actOnContact(directory.supervisor, { contact_id: id }, deactivateContacts);
const on = (id: number) => actOnContact(directory.supervisor, { contact_id: id }, reactivateContacts);
async function undoNewest(id: number) {
  const { changes } = await listChanges(directory.agent, { record: 'contact', record_id: id });
  await undoContactAct(directory.supervisor, { contact_id: id, change_id: changes[0]!.id! });
}

test('whoever had a way in is told that it was switched off, and that it is open again', async () => {
  const id = await insertContact(directory.system);
  await activateContact(directory.system, id);
  await off(id);
  assert.deepEqual(await mailsTo(id), ['deactivated waiting']);
  await sendAll();
  await on(id);
  assert.deepEqual(await mailsTo(id), ['deactivated sent', 'reactivated waiting']);
});

test('who was never invited, has no address or is blocked gets no mail about his access', async () => {
  const [never, nowhere, blocked] = [
    await insertContact(directory.system),
    await insertContact(directory.system, { email: null }),
    await insertContact(directory.system),
  ];
  await inviteContact(directory.agent, { contact_id: blocked });
  await actOnContact(directory.agent, { contact_id: blocked }, blockContacts);
  for (const id of [never, nowhere, blocked]) {
    await off(id);
    assert.deepEqual(await mailsTo(id), []);
  }
});

test('what is taken back before its mail went out is told by no mail at all', async () => {
  const id = await insertContact(directory.system);
  await inviteContact(directory.agent, { contact_id: id });
  await off(id);
  await undoNewest(id);
  assert.deepEqual(await mailsTo(id), ['deactivated cancelled']);
  await off(id);
  await sendAll();
  await undoNewest(id);
  assert.deepEqual(await mailsTo(id), ['deactivated cancelled', 'deactivated sent', 'reactivated waiting']);
});

test('the mails name the help desk in the contact’s language; who was invited only is shown the way to a fresh link', async () => {
  const server = await startMailServer();
  const desk = await startDirectory({ language: 'ko', smtp_url: server.url });
  try {
    const { system, supervisor } = desk;
    await inTransaction(system, ({ db }) => db.updateTable('account').set({ is_mail_to_customers_on: true }).execute());
    const to = 'haneul@hanbit.example';
    const id = await insertContact(system, { name: '김하늘', email: to });
    await inviteContact(supervisor, { contact_id: id });
    const example = await previewAccessMail(supervisor, { contact_id: id, became: 'deactivated' });
    await actOnContact(supervisor, { contact_id: id }, deactivateContacts);
    await desk.worker.runDue();
    const told = server.mailTo(to);
    assert.match(told.text!, /^김하늘 님/);
    assert.match(told.subject!, /포털 이용이 중지되었습니다/);
    assert.equal(example.subject, told.subject);
    await actOnContact(supervisor, { contact_id: id }, reactivateContacts);
    await desk.worker.runDue();
    assert.match(server.mailTo(to).text!, /https:\/\/help\.example\.com\/portal\/forgotten/);
  } finally {
    await desk.stop();
    await server.stop();
  }
});
