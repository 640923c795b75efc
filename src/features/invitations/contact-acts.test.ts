import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { actOnContact } from '#features/contacts/act-on-contact.ts';
import { blockContacts } from '#features/contacts/block-contacts.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { findDeletion } from '#features/contacts/find-deletion.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { unblockContacts } from '#features/contacts/unblock-contacts.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { findEmailChange } from '#features/portal-access/email-change/find-email-change.ts';
import { sendEmailChange } from '#features/portal-access/email-change/send-email-change.ts';
import { findReset } from '#features/portal-access/find-reset.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { unlockContacts } from '#features/portal-access/unlock-contacts.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, contactPassword, insertContact, linkToken } from '../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { deactivateContacts } from './deactivate-contacts.ts';
import { deleteContacts } from './delete-contacts.ts';
import { findInvitation } from './find-invitation.ts';
import { inviteContact } from './invite-contact.ts';
import { reactivateContacts } from './reactivate-contacts.ts';
import { restoreContacts } from './restore-contacts.ts';
import { undoContactAct } from './undo-contact-act.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const contact = (id: number) => findContact(directory.agent, { id });

/** A verified contact with a session and a live link to a new password. */
async function verified() {
  const id = await insertContact(directory.system);
  const session = await activateContact(directory.system, id);
  await sendPasswordReset(directory.agent, { contact_id: id });
  return { id, session, reset: await linkToken(directory.system, id, 'password_reset') };
}

async function isIn(session: string): Promise<boolean> {
  const caller = await findCallerOfRequest(directory.ctxOfStranger(), { side: 'portal', token: session });
  return caller.kind === 'contact';
}

async function newestChange(id: number) {
  return (await listChanges(directory.agent, { record: 'contact', record_id: id })).changes[0]!;
}

async function undoNewest(id: number, ctx = directory.supervisor) {
  await undoContactAct(ctx, { contact_id: id, change_id: (await newestChange(id)).id! });
}

const inView = async (view: string) =>
  (await listContacts(directory.agent, readContactFilter({ view, sort: 'created' }))).rows.map(({ id }) => id);

test('a deleted contact is out at once, leaves the lists, keeps his address and shows who deleted him', async () => {
  const { supervisor, agent } = directory;
  const { id, session, reset } = await verified();
  const { email } = await contact(id);
  await actOnContact(supervisor, { contact_id: id }, deleteContacts);
  assert.equal(await isIn(session), false);
  await assert.rejects(findReset(directory.ctxOfStranger(), reset), fails('portal_access.link_expired'));
  const found = await contact(id);
  assert.deepEqual([found.portal_state, found.portal_access, found.email], ['deleted', 'active', email]);
  const by = supervisor.caller.kind === 'agent' && supervisor.caller.name;
  assert.deepEqual(await findDeletion(agent, { contact_id: id }), { agent_name: by });
  assert.ok(!(await inView('all')).includes(id));
  assert.ok((await inView('deleted')).includes(id));
  await assert.rejects(createContact(agent, { name: 'New', email }), fails('contacts.address_of_deleted'));
  for (const refused of [lockContacts, blockContacts, deactivateContacts]) {
    await assert.rejects(actOnContact(supervisor, { contact_id: id }, refused), fails('contacts.is_deleted'));
  }
  await assert.rejects(updateContact(agent, { id, job_title: 'CFO' }), fails('contacts.is_deleted'));
  await assert.rejects(actOnContact(supervisor, { contact_id: id }, deleteContacts), fails('contacts.unchanged'));
});

test('an invited contact who is deleted has no link that works', async () => {
  const id = await insertContact(directory.system);
  await inviteContact(directory.agent, { contact_id: id });
  const token = await linkToken(directory.system, id);
  await actOnContact(directory.supervisor, { contact_id: id }, deleteContacts);
  await undoNewest(id);
  assert.equal((await contact(id)).portal_access, 'invited');
  await assert.rejects(findInvitation(directory.ctxOfStranger(), token), (error) => error instanceof Failure);
});

test('restored he comes back with companies and without portal access; undone, with everything', async () => {
  const { supervisor, agent } = directory;
  const { id, session } = await verified();
  await updateContact(agent, { id, company: 'Hanbit' });
  const before = await contact(id);
  await actOnContact(supervisor, { contact_id: id }, deleteContacts);
  await undoNewest(id);
  const undone = await contact(id);
  assert.deepEqual({ ...undone, updated_at: 0 }, { ...before, updated_at: 0 });
  assert.equal(await isIn(session), false);
  await actOnContact(supervisor, { contact_id: id }, deleteContacts);
  await actOnContact(supervisor, { contact_id: id }, restoreContacts);
  const restored = await contact(id);
  assert.deepEqual([restored.portal_state, restored.memberships[0]!.company], ['none', 'Hanbit']);
  assert.deepEqual((await newestChange(id)).changes!.portal_access, ['active', 'none']);
  await undoNewest(id);
  const again = await contact(id);
  assert.deepEqual([again.portal_state, again.portal_access], ['deleted', 'active']);
});

test('a deactivated contact is out at once, his links die, and what he was comes back', async () => {
  const { supervisor } = directory;
  const { id, session, reset } = await verified();
  await actOnContact(supervisor, { contact_id: id }, deactivateContacts);
  assert.equal((await contact(id)).portal_state, 'deactivated');
  assert.equal(await isIn(session), false);
  await actOnContact(supervisor, { contact_id: id }, reactivateContacts);
  assert.equal((await contact(id)).portal_state, 'active');
  await assert.rejects(findReset(directory.ctxOfStranger(), reset), fails('portal_access.link_expired'));
  await assert.rejects(actOnContact(supervisor, { contact_id: id }, reactivateContacts), fails('contacts.unchanged'));
  await undoNewest(id);
  assert.equal((await contact(id)).portal_state, 'deactivated');
});

test('a lock by an agent ends sessions at once and takes the place of one by failures', async () => {
  const { agent, system } = directory;
  const { id, session } = await verified();
  const now = new Date();
  const until = new Date(now.getTime() + 60_000);
  await inTransaction(system, ({ db }) =>
    db
      .updateTable('contact')
      .set({ locked_at: now, locked_by: 'failures', locked_until: until })
      .where('id', '=', id)
      .execute(),
  );
  assert.equal(await isIn(session), true);
  await actOnContact(agent, { contact_id: id }, lockContacts);
  const locked = await contact(id);
  assert.deepEqual([locked.locked_by, locked.locked_until, await isIn(session)], ['agent', null, false]);
  const by = agent.caller.kind === 'agent' && agent.caller.name;
  const listed = await listContacts(agent, { ...readContactFilter({ view: 'locked' }), columns: ['locked_by'] });
  const row = listed.rows.find((one) => one.id === id)!;
  assert.deepEqual([locked.locked_by_name, row.locked_by_name, row.values.locked_by], [by, by, 'agent']);
  await undoNewest(id, agent);
  const former = await contact(id);
  assert.deepEqual([former.locked_by, former.locked_until, former.locked_by_name], ['failures', until, null]);
  await actOnContact(agent, { contact_id: id }, unlockContacts);
  assert.equal((await contact(id)).portal_state, 'active');
  await assert.rejects(actOnContact(agent, { contact_id: id }, unlockContacts), fails('contacts.unchanged'));
});

test('C03 B07 a link to confirm another address is dead for good once its contact was deactivated, deleted or locked', async () => {
  const { supervisor, system } = directory;
  for (const act of [deactivateContacts, deleteContacts, lockContacts]) {
    const { id, session } = await verified();
    const stranger = directory.ctxOfStranger();
    const own = { ...system, caller: await findCallerOfRequest(stranger, { side: 'portal', token: session }) };
    await sendEmailChange(own, { email: `asked${id}@hanbit.example`, password: contactPassword });
    const change = await inTransaction(system, ({ db }) =>
      db.selectFrom('email_change').select('id').where('contact_id', '=', id).executeTakeFirstOrThrow(),
    );
    const token = system.tokens.make({ purpose: 'email_change', id: change.id, generation: 1 });
    await findEmailChange(stranger, token);
    await actOnContact(supervisor, { contact_id: id }, act);
    await undoNewest(id);
    assert.equal((await contact(id)).portal_state, 'active');
    await assert.rejects(findEmailChange(stranger, token), fails('portal_access.link_replaced'));
  }
});

test('an unlocked contact has all his tries again', async () => {
  const { agent, system } = directory;
  const { id } = await verified();
  await inTransaction(system, ({ db }) =>
    db.updateTable('contact_credential').set({ failed_sign_in_count: 9 }).where('contact_id', '=', id).execute(),
  );
  await actOnContact(agent, { contact_id: id }, lockContacts);
  await actOnContact(agent, { contact_id: id }, unlockContacts);
  const { failed_sign_in_count } = await inTransaction(system, ({ db }) =>
    db
      .selectFrom('contact_credential')
      .select('failed_sign_in_count')
      .where('contact_id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  assert.equal(failed_sign_in_count, 0);
});

test('a blocked contact stands in the view Blocked until he is let in again', async () => {
  const { agent } = directory;
  const id = await insertContact(directory.system);
  await actOnContact(agent, { contact_id: id }, blockContacts);
  assert.ok((await inView('blocked')).includes(id));
  await assert.rejects(inviteContact(agent, { contact_id: id }), fails('invitations.blocked'));
  await actOnContact(agent, { contact_id: id }, unblockContacts);
  assert.equal((await contact(id)).blocked_at, null);
  await undoNewest(id, agent);
  assert.notEqual((await contact(id)).blocked_at, null);
});

test('what has changed since is not undone, and a mail never is', async () => {
  const { agent, supervisor } = directory;
  const id = await insertContact(directory.system);
  await actOnContact(supervisor, { contact_id: id }, deactivateContacts);
  const { id: change_id } = await newestChange(id);
  await actOnContact(supervisor, { contact_id: id }, reactivateContacts);
  await assert.rejects(
    undoContactAct(supervisor, { contact_id: id, change_id: change_id! }),
    fails('contacts.changed_since'),
  );
  await inviteContact(agent, { contact_id: id });
  await assert.rejects(undoNewest(id), fails('platform.not_found'));
});

test('each act asks for its own right, and so does its undo', async () => {
  const { agent, supervisor } = directory;
  const id = await insertContact(directory.system);
  for (const act of [deleteContacts, restoreContacts, deactivateContacts, reactivateContacts]) {
    await assert.rejects(actOnContact(agent, { contact_id: id }, act), fails('platform.forbidden'));
  }
  await actOnContact(supervisor, { contact_id: id }, deleteContacts);
  await assert.rejects(undoNewest(id, agent), fails('platform.forbidden'));
  const stranger = directory.ctxOfStranger();
  for (const act of [lockContacts, unlockContacts, blockContacts, unblockContacts]) {
    await assert.rejects(act(stranger, { contact_ids: [id] }), fails('platform.not_signed_in'));
  }
});

test('F01 of ids of one’s own and of another account only one’s own are touched', async () => {
  const own = await insertContact(directory.system);
  const foreign = await insertContact(directory.systemCtx(2));
  const acts = [lockContacts, unlockContacts, blockContacts, unblockContacts, deactivateContacts, reactivateContacts];
  for (const act of [...acts, deleteContacts, restoreContacts]) {
    const outcomes = await act(directory.supervisor, { contact_ids: [foreign, own] });
    assert.deepEqual(outcomes, [
      { contact_id: foreign, reason: 'gone' },
      { contact_id: own, reason: null },
    ]);
  }
  const { changes } = await listChanges(directory.stranger, { record: 'contact', record_id: foreign });
  assert.deepEqual(changes, []);
  const { id: change_id } = await newestChange(own);
  await assert.rejects(
    undoContactAct(directory.stranger, { contact_id: own, change_id: change_id! }),
    fails('platform.not_found'),
  );
});
