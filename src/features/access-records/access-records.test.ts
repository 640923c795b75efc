import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { updateAccount } from '#features/accounts/update-account.ts';
import { listLog } from '#features/change-log/list-log.ts';
import { writeLog } from '#features/change-log/write-log.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findViewedContact } from '#features/contacts/find-viewed-contact.ts';
import { copyInvitationLink } from '#features/invitations/copy-invitation-link.ts';
import { eraseContact } from '#features/privacy/erase-contact.ts';
import { readPerson } from '#features/privacy/read-person.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { expireAccessRecords } from './expire-access-records.ts';
import { listAccessAgents } from './list-access-agents.ts';
import { listAccessRecords } from './list-access-records.ts';
import { recordAccess } from './record-access.ts';
import { writeAccessRecords } from './write-access-records.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2 });
});
after(() => app.stop());

let made = 0;
const someContact = async (ctx: Context, name = `Ruth ${++made}`) =>
  (await createContact(ctx, { name, email: `ruth${++made}@acorn.example` })).id;
const from = (ctx: Context, ip: string): Context => ({
  ...ctx,
  origin: { request_id: `request-${ip}`, ip, user_agent: 'a browser' },
});
const minutes = 60_000;
const day = 24 * 60 * minutes;

test('who looks at a contact is written down with the moment and the network address', async () => {
  const admin = await app.ctxOfAdmin();
  const agent = from(await app.ctxOfAgent('agent'), '203.0.113.7');
  const id = await someContact(admin, 'Ruth King');
  await findViewedContact(agent, { id });
  const [record, ...others] = (await listAccessRecords(admin, { contact_id: id })).records;
  assert.deepEqual(others, []);
  assert.ok(record && agent.caller.kind === 'agent');
  assert.equal(record.kind, 'contact_viewed');
  assert.equal(record.agent_id, agent.caller.agent_id);
  assert.equal(record.contact_name, 'Ruth King');
  assert.equal(record.ip, '203.0.113.7');
  assert.ok(Math.abs(record.at.getTime() - app.clock.now().getTime()) < minutes);
});

test('looks of one agent within ten minutes are one; from elsewhere, by somebody else or later they are another', async () => {
  const admin = await app.ctxOfAdmin();
  const [one, other] = [await app.ctxOfAgent('agent'), await app.ctxOfAgent('agent')];
  const id = await someContact(admin);
  const count = async () => (await listAccessRecords(admin, { contact_id: id })).records.length;
  for (let look = 0; look < 3; look++) await findViewedContact(from(one, '203.0.113.7'), { id });
  assert.equal(await count(), 1);
  await findViewedContact(from(one, '203.0.113.8'), { id });
  assert.equal(await count(), 2);
  await findViewedContact(from(other, '203.0.113.7'), { id });
  assert.equal(await count(), 3);
  app.clock.offset_ms += 11 * minutes;
  await findViewedContact(from(one, '203.0.113.7'), { id });
  assert.equal(await count(), 4);
});

test('who is not shown a contact has not looked at him', async () => {
  const admin = await app.ctxOfAdmin();
  await assert.rejects(findViewedContact(admin, { id: 999_999 }), { kind: 'not_found' });
  const { records } = await listAccessRecords(admin, { contact_id: 999_999 });
  assert.deepEqual(records, []);
});

test('exports, copied links and looks at the portal are written down each time', async () => {
  const admin = await app.ctxOfAdmin();
  const id = await someContact(admin);
  await readPerson(admin, { contact_id: id });
  await readPerson(admin, { contact_id: id });
  await copyInvitationLink(admin, { contact_id: id });
  for await (const _ of await writeLog(admin, {}));
  const kinds = (await listAccessRecords(admin, { contact_id: id })).records.map(({ kind }) => kind);
  assert.deepEqual(kinds, ['link_copied', 'person_exported', 'person_exported']);
  const [exported] = (await listAccessRecords(admin, { kind: 'change_log_exported' })).records;
  assert.ok(exported?.details?.columns?.includes('record_name'));
});

test('the records are narrowed by agent, contact, kind and days, and paged without a gap', async () => {
  const admin = await app.ctxOfAdmin(2);
  const agents = [await app.ctxOfAgent('agent', 2), await app.ctxOfAgent('agent', 2)];
  const ids = [await someContact(admin), await someContact(admin), await someContact(admin)];
  for (let look = 0; look < 12; look++) {
    app.clock.offset_ms += 11 * minutes;
    await findViewedContact(agents[look % 2]!, { id: ids[look % 3]! });
  }
  await readPerson(admin, { contact_id: ids[0]! });
  const all: number[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listAccessRecords(admin, { limit: 5, ...(after !== undefined && { after }) });
    all.push(...page.records.map(({ id }) => id));
    if (page.next === null) break;
    after = page.next;
  }
  assert.equal(all.length, 13);
  assert.deepEqual(
    all,
    all.toSorted((one, other) => other - one),
  );
  const [agent] = agents;
  assert.ok(agent!.caller.kind === 'agent');
  const { agent_id } = agent!.caller;
  const count = async (filter: object) => (await listAccessRecords(admin, filter)).records.length;
  assert.equal(await count({ agent_id }), 6);
  assert.equal(await count({ agent_id, contact_id: ids[0] }), 2);
  assert.equal(await count({ contact_id: ids[0] }), 5);
  assert.equal(await count({ kind: 'person_exported' }), 1);
  assert.equal(await count({ agent_id, kind: 'person_exported' }), 0);
  assert.equal(await count({ from: '2020-01-01', until: '2020-01-02' }), 0);
  assert.equal(await count({ after: 'nonsense' }), 13);
  const { agents: named, contact_name } = await listAccessAgents(admin, { contact_id: ids[0] });
  assert.equal(named.length, 3);
  assert.match(contact_name!, /^Ruth/);
});

test('F04 only who has the right sees the records, and nobody those of another account', async () => {
  const supervisor = await app.ctxOfAgent('supervisor');
  await assert.rejects(listAccessRecords(supervisor, {}), { kind: 'forbidden' });
  await assert.rejects(writeAccessRecords(supervisor, {}), { kind: 'forbidden' });
  await assert.rejects(listAccessAgents(supervisor, {}), { kind: 'forbidden' });
  const admin = await app.ctxOfAdmin(1);
  const { records } = await listAccessRecords(admin, { limit: 1_000 });
  assert.ok(records.length > 0);
  const foreign = await listAccessRecords(await app.ctxOfAdmin(2), { limit: 1_000 });
  const ids = new Set(records.map(({ id }) => id));
  assert.ok(foreign.records.every(({ id }) => !ids.has(id)));
});

test('O11 the program can neither change nor delete a record, only let go those that are over', async () => {
  const admin = await app.ctxOfAdmin();
  await recordAccess(admin, { kind: 'access_records_exported' });
  for (const attack of [
    sql`update access_record set agent_id = 1`,
    sql`delete from access_record`,
    sql`truncate access_record`,
  ]) {
    await assert.rejects(
      inTransaction(admin, ({ db }) => attack.execute(db)),
      { code: '42501' },
    );
  }
});

test('records are deleted once they are older than the account keeps them, not before and not another’s', async () => {
  const [admin, other] = [await app.ctxOfAdmin(1), await app.ctxOfAdmin(2)];
  const id = await someContact(admin);
  await updateAccount(admin, { access_record_days: '30' });
  for (let look = 0; look < 5; look++) {
    await findViewedContact(from(admin, `203.0.113.${look}`), { id });
  }
  const count = async (ctx: Context) => (await listAccessRecords(ctx, { limit: 1_000 })).records.length;
  const [before, foreign] = [await count(admin), await count(other)];
  app.clock.offset_ms += 29 * day;
  await expireAccessRecords(app.systemCtx(1), { chunk: 2 });
  assert.equal(await count(admin), before);
  await findViewedContact(admin, { id });
  app.clock.offset_ms += 2 * day;
  await expireAccessRecords(app.systemCtx(1), { chunk: 2 });
  assert.equal(await count(admin), 1);
  assert.equal(await count(other), foreign);
});

test('erasing a contact takes him out of the records: that somebody looked stays, at whom does not', async () => {
  const admin = await app.ctxOfAdmin();
  const id = await someContact(admin);
  await findViewedContact(admin, { id });
  const before = (await listAccessRecords(admin, { limit: 1_000 })).records.length;
  const { id: erasure_id } = await eraseContact(admin, { contact_id: id, mode: 'anonymise', is_confirmed: true });
  const { records } = await listAccessRecords(admin, { limit: 1_000 });
  assert.equal(records.length, before);
  assert.ok(records.every(({ contact_id }) => contact_id !== id));
  assert.deepEqual(records[0]!.details, { erased: true });
  const { places } = await inTransaction(admin, ({ db }) =>
    db.selectFrom('erasure').select('places').where('id', '=', erasure_id).executeTakeFirstOrThrow(),
  );
  const told = (places as { place: string; done: string; count: number }[]).find(
    ({ place }) => place === 'access_records',
  );
  assert.deepEqual(told, { place: 'access_records', done: 'blanked', count: 1 });
});

test('H01 the records as a file are quoted and harmless, and that it was taken is a record too', async () => {
  const admin = await app.ctxOfAdmin();
  const id = await someContact(admin, '=cmd|calc');
  await findViewedContact(admin, { id });
  let text = '';
  for await (const bytes of await writeAccessRecords(admin, { contact_id: id })) text += Buffer.from(bytes).toString();
  const [header, line, ...rest] = text.replace('\ufeff', '').split('\r\n');
  assert.match(header!, /^id,at,kind,agent_id,agent,contact_id,contact,ip/);
  assert.ok(line!.includes(`,${id},'=cmd|calc,`), line);
  assert.deepEqual(rest, ['']);
  const [newest] = (await listAccessRecords(admin, { limit: 1 })).records;
  assert.equal(newest!.kind, 'access_records_exported');
  const { entries } = await listLog(admin, { record: 'account', limit: 1 });
  assert.ok(entries.length > 0);
});
