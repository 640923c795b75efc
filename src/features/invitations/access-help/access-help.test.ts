import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { retireContactEmail } from '#features/contacts/addresses/retire-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { deactivateContacts } from '#features/invitations/deactivate-contacts.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { sendWayIn } from '#features/invitations/send-way-in.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { deleteOldFailures } from '#features/portal-access/delete-old-failures.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import { mostUnknown } from '#features/portal-access/sign-in-failure.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, contactPassword, insertContact } from '../../../../test/portal.ts';
import { stranger } from '../../../../test/sign-ups.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { checkTriedAddress } from './check-tried-address.ts';
import { findAccessHelp } from './find-access-help.ts';

let app: TestApp;
let admin: Context;
let agent: Context;
before(async () => {
  app = await startApp();
  admin = await app.ctxOfAdmin();
  agent = await app.ctxOfAgent();
});
after(() => app.stop());

const fail = (email: string, password = 'not the right one') =>
  assert.rejects(signIn(stranger(app), { email, password, is_remembered: false, device: null }), { kind: 'forbidden' });

/** What an agent reads, as `finding weight act`. */
async function read(contact_id: number): Promise<string[]> {
  const { findings } = await findAccessHelp(agent, { contact_id });
  return findings.map(({ finding, weight, act }) => `${finding} ${weight} ${act}`);
}

async function tables(): Promise<string> {
  const rows = await inTransaction(app.systemCtx(), async ({ db }) => [
    await db.selectFrom('sign_in_failure').selectAll().execute(),
    await db.selectFrom('unknown_sign_in').selectAll().execute(),
  ]);
  return JSON.stringify(rows);
}

test('the page says how far an invitation has come, and what to do next', async () => {
  const id = await insertContact(admin, { email: 'invited@hanbit.example' });
  assert.deepEqual(await read(id), ['never_invited stops invite']);
  await inviteContact(admin, { contact_id: id });
  assert.deepEqual(await read(id), ['link_mail_off stops null']);
  await switchMail(admin, { is_on: true });
  assert.deepEqual(await read(id), ['link_queued stops invite']);
  const write = (values: Record<string, unknown>) =>
    inTransaction(app.systemCtx(), ({ db }) =>
      db.updateTable('mail_message').set(values).where('contact_id', '=', id).execute(),
    );
  await write({ state: 'sent', sent_at: new Date() });
  assert.deepEqual(await read(id), ['link_sent stops invite']);
  await write({ state: 'bounced', last_error: 'no such user' });
  const { findings } = await findAccessHelp(agent, { contact_id: id });
  assert.deepEqual([findings[0]!.finding, findings[0]!.values.reason], ['link_bounced', 'no such user']);
  await fail('invited@hanbit.example');
  await fail('invited@hanbit.example');
  const tried = (await findAccessHelp(agent, { contact_id: id })).findings[1]!;
  assert.deepEqual([tried.finding, tried.values.count, tried.weight], ['tried_never_in', 2, 'tells']);
});

test('it says what was tried with his own addresses, and nothing of it once he is in', async () => {
  const { id } = await createContact(admin, { name: 'Ruth', email: 'now@hanbit.example' });
  await activateContact(admin, id);
  const add = { account_id: 1, contact_id: id, is_primary: false, created_at: new Date() };
  await inTransaction(app.systemCtx(), ({ db }) =>
    db
      .insertInto('contact_email')
      .values([
        { ...add, email: 'former@hanbit.example' },
        { ...add, email: 'beside@hanbit.example' },
      ])
      .execute(),
  );
  await retireContactEmail(admin, { contact_id: id, email: 'former@hanbit.example' });
  await fail('former@hanbit.example', contactPassword);
  await fail('beside@hanbit.example', contactPassword);
  await fail('now@hanbit.example');
  assert.deepEqual((await read(id)).sort(), [
    'tried_password hinders reset',
    'tried_retired_address hinders restore_email',
    'tried_unverified_address hinders reset',
  ]);
  app.clock.offset_ms += 60_000;
  await signIn(stranger(app), {
    email: 'now@hanbit.example',
    password: contactPassword,
    is_remembered: false,
    device: null,
  });
  assert.equal((await read(id))[0], 'nothing tells null');
});

test('who has locked or deactivated him stands first, with the button that ends it', async () => {
  const id = await insertContact(admin, { email: 'held@hanbit.example' });
  await activateContact(admin, id);
  await lockContacts(admin, { contact_ids: [id] });
  await fail('held@hanbit.example', contactPassword);
  assert.deepEqual(await read(id), ['locked_by stops unlock', 'tried_locked tells null']);
  await deactivateContacts(admin, { contact_ids: [id] });
  assert.deepEqual((await read(id)).slice(0, 2), ['deactivated stops reactivate', 'locked_by stops unlock']);
});

test('A05 an address that nobody has is kept only at a company’s domain, and nobody reads it from the tables', async () => {
  const { id: company } = await createCompany(admin, { name: 'Daon', domains: 'daon.example' });
  const { id } = await createContact(admin, { name: 'Haneul', email: 'haneul@daon.example', company: 'Daon' });
  assert.ok(company);
  await fail('sky@daon.example');
  await fail('sky@daon.example');
  await sendWayIn(stranger(app), { email: 'sky@daon.example' });
  await fail('my.password@elsewhere.example');
  const kept = await tables();
  assert.ok(!/sky@|elsewhere|my\.password/.test(kept), kept);
  const { unknown } = await findAccessHelp(agent, { contact_id: id });
  assert.equal(unknown?.count, 1);
  const right = await checkTriedAddress(agent, { contact_id: id, email: ' SKY@daon.example' });
  assert.deepEqual([right.owner, right.tried?.count], ['nobody', 3]);
  const wrong = await checkTriedAddress(agent, { contact_id: id, email: 'other@daon.example' });
  assert.deepEqual([wrong.owner, wrong.tried], ['nobody', null]);
  const own = await checkTriedAddress(agent, { contact_id: id, email: 'haneul@daon.example' });
  assert.equal(own.owner, 'own');
  await assert.rejects(checkTriedAddress(stranger(app), { contact_id: id, email: 'a@b.example' }), {
    kind: 'not_signed_in',
  });
});

test('nobody fills the table by inventing addresses, and after 30 days nothing is left', async () => {
  const { id } = await createCompany(admin, { name: 'Flood', domains: 'flood.example' });
  for (let n = 0; n < 60; n++) await sendWayIn(stranger(app), { email: `n${n}@flood.example` });
  await inTransaction(app.systemCtx(), ({ db }) =>
    db
      .insertInto('unknown_sign_in')
      .values(
        Array.from({ length: mostUnknown - 60 }, (_, n) => ({
          account_id: 1,
          company_id: id,
          email_mark: Buffer.from(`filled ${n}`),
          first_at: new Date(),
          last_at: new Date(),
        })),
      )
      .execute(),
  );
  await sendWayIn(stranger(app), { email: 'one.more@flood.example' });
  const count = await inTransaction(app.systemCtx(), ({ db }) =>
    db
      .selectFrom('unknown_sign_in')
      .select((all) => all.fn.countAll<number>().as('count'))
      .where('company_id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  assert.equal(Number(count.count), mostUnknown);
  app.clock.offset_ms += 31 * 24 * 3_600_000;
  await deleteOldFailures(app.systemCtx());
  assert.equal(await tables(), '[[],[]]');
});
