import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contextOfAgent } from '#features/agents/context-of-agent.ts';
import { signInAgent } from '#features/agents/sign-in-agent.ts';
import { listLog } from '#features/change-log/list-log.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { allRights, type Right, type Role, rightsOfRole } from '#platform/rights.ts';
import { agentPassword, makeAgent, sessionOf } from '../../../../test/make.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { fieldsOfRights } from './fields-of-rights.ts';
import { listRights } from './list-rights.ts';
import { resetRights } from './reset-rights.ts';
import { changesOfTicks } from './right-change.ts';
import { updateRights } from './update-rights.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2 });
});
after(() => app.stop());

const change = (admin: Context, role: Role, right: Right, is_held: boolean) =>
  updateRights(admin, { changes: [{ role, right, is_held }] });

/** Signs a new agent in; gives what his next request finds him to be, every time it is asked. */
async function signedIn(role: Role, account_id = 1): Promise<() => Promise<Context>> {
  const email = `${role}${Math.random()}@acorn.example`;
  await makeAgent(await app.ctxOfAdmin(account_id), { email, role });
  const stranger = app.ctxOfStranger(account_id);
  const given = { email, password: agentPassword, is_remembered: false, device: null };
  const { token } = sessionOf(await signInAgent(stranger, given));
  return async () => ({ ...stranger, caller: await findCallerOfRequest(stranger, { side: 'console', token }) });
}

test('C03 a right that is taken away is gone on the next request, one that is given is there', async () => {
  const admin = await app.ctxOfAdmin();
  const { id } = await createContact(admin, { name: 'Ruth King', email: 'ruth@hanbit.example' });
  const [agent, supervisor] = [await signedIn('agent'), await signedIn('supervisor')];
  const erase = async (who: () => Promise<Context>) => deleteContacts(await who(), { contact_ids: [id] });
  await assert.rejects(erase(agent), { kind: 'forbidden' });
  await change(admin, 'agent', 'contacts.delete', true);
  await erase(agent);
  const { caller: signed } = await agent();
  assert.ok(signed.kind === 'agent');
  const atWork = await contextOfAgent(app.systemCtx(), signed.agent_id);
  assert.ok(
    atWork?.caller.kind === 'agent' && atWork.caller.rights.has('contacts.delete'),
    'work that goes on for him too',
  );
  await change(admin, 'supervisor', 'contacts.delete', false);
  await assert.rejects(erase(supervisor), { kind: 'forbidden' });
  const foreign = await signedIn('supervisor', 2);
  const { caller } = await foreign();
  assert.ok(caller.kind === 'agent' && caller.rights.has('contacts.delete'), 'another account keeps its own table');
  await resetRights(admin);
});

test('F04 nobody gives himself the rights that lead to all others, and no admin loses them', async () => {
  const admin = await app.ctxOfAdmin();
  const fixed = { kind: 'invalid', code: 'rights.fixed' };
  for (const right of ['agents.edit', 'settings.edit'] as const) {
    await assert.rejects(change(admin, 'admin', right, false), fixed);
    await assert.rejects(change(admin, 'supervisor', right, true), fixed);
  }
  await assert.rejects(change(admin, 'agent', 'contacts.view', false), fixed);
  await assert.rejects(
    updateRights(admin, {
      changes: [
        { role: 'agent', right: 'contacts.merge', is_held: true },
        { role: 'agent', right: 'agents.edit', is_held: true },
      ],
    }),
    fixed,
  );
  const table = await listRights(admin);
  assert.equal(table['contacts.merge'].agent.is_held, false, 'all of a change or nothing');
  // Not even by the database: what stands there of such a right is not looked at.
  const given = { 'settings.edit': true, 'agents.edit': true };
  assert.ok(!rightsOfRole('supervisor', given).has('settings.edit'));
  assert.ok(rightsOfRole('admin', { 'settings.edit': false }).has('settings.edit'));
});

test('F04 only who may change settings sees or changes the table', async () => {
  for (const role of ['agent', 'supervisor'] as const) {
    const ctx = await app.ctxOfAgent(role);
    await assert.rejects(listRights(ctx), { kind: 'forbidden' });
    await assert.rejects(change(ctx, role, 'contacts.erase', true), { kind: 'forbidden' });
    await assert.rejects(resetRights(ctx), { kind: 'forbidden' });
  }
  await assert.rejects(listRights(app.ctxOfStranger()), { kind: 'not_signed_in' });
});

test('who changed which right and when stands in the change log, in words', async () => {
  const admin = await app.ctxOfAdmin();
  const { changed } = await change(admin, 'supervisor', 'contacts.erase', true);
  assert.deepEqual(changed, [{ role: 'supervisor', right: 'contacts.erase', is_held: true }]);
  assert.deepEqual((await change(admin, 'supervisor', 'contacts.erase', true)).changed, [], 'nothing was different');
  const { entries } = await listLog(admin, { record: 'account', act: 'rights_changed' });
  assert.deepEqual(entries[0]!.changes, { 'supervisor.contacts.erase': [false, true] });
  assert.ok(admin.caller.kind === 'agent');
  assert.equal(entries[0]!.caller.id, admin.caller.agent_id);
  const [field, ...others] = fieldsOfRights(admin, entries.slice(0, 1));
  assert.deepEqual(field!.label, { en: 'Delete contacts for ever – Supervisor' });
  assert.deepEqual(others, []);
  await resetRights(admin);
});

test('what differs from the default is told, and all goes back at once', async () => {
  const admin = await app.ctxOfAdmin();
  await change(admin, 'agent', 'contacts.bulk', true);
  await change(admin, 'admin', 'contacts.password', false);
  const table = await listRights(admin);
  const differing = allRights.filter((right) => Object.values(table[right]).some((cell) => !cell.is_default));
  assert.deepEqual(differing.sort(), ['contacts.bulk', 'contacts.password']);
  const { changed } = await resetRights(admin);
  assert.equal(changed.length, 2);
  const { entries } = await listLog(admin, { record: 'account', act: 'rights_changed', limit: 1 });
  assert.deepEqual(entries[0]!.changes, {
    'agent.contacts.bulk': [true, false],
    'admin.contacts.password': [false, true],
  });
  assert.deepEqual((await resetRights(admin)).changed, []);
});

test('O01 two admins who change different rights at once both have their way', async () => {
  const admin = await app.ctxOfAdmin();
  const other = await app.ctxOfAgent('admin');
  const shown = ['supervisor:contacts.merge', 'admin:contacts.merge'];
  const first = changesOfTicks(shown, [...shown, 'agent:contacts.merge']);
  const second = changesOfTicks(shown, ['admin:contacts.merge', 'none:such', 'agent:no.right']);
  assert.deepEqual(second, [{ role: 'supervisor', right: 'contacts.merge', is_held: false }]);
  await Promise.all([updateRights(admin, { changes: first }), updateRights(other, { changes: second })]);
  const { agent, supervisor } = (await listRights(admin))['contacts.merge'];
  assert.deepEqual([agent.is_held, supervisor.is_held], [true, false]);
  await resetRights(admin);
});
