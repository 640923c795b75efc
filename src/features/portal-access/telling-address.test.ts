import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeEmailPrimary } from '#features/contacts/addresses/make-email-primary.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { loadProgram } from '../../../test/load-program.ts';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { tellingAddress } from './telling-address.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ program: await loadProgram() });
});
after(() => app.stop());

async function verified(): Promise<{ id: number; email: string }> {
  const id = await insertContact(app.systemCtx());
  await activateContact(app.systemCtx(), id);
  return { id, email: (await findContact(app.systemCtx(), { id })).email! };
}

/** Addresses that were told of another one, in the order of the mails. */
async function told(contact_id: number): Promise<string[]> {
  const rows = await inTransaction(app.systemCtx(), ({ db }) =>
    db
      .selectFrom('mail_message')
      .select('to_address')
      .where('contact_id', '=', contact_id)
      .where('kind', '=', 'portal_access.address_replaced')
      .orderBy('id')
      .execute(),
  );
  return rows.map(({ to_address }) => to_address);
}

test('a proved address hears that an agent has put another one in its place, unless it was done quietly', async () => {
  const agent = await app.ctxOfAgent();
  const { id, email } = await verified();
  const change = (to: string, is_quiet: boolean) =>
    tellingAddress(agent, { contact_id: id, is_quiet }, (ctx) => updateContact(ctx, { id, email: to }));
  await change(`loud${id}@new.example`, false);
  assert.deepEqual(await told(id), [email]);
  // The new one is nobody's yet: whoever reads it hears nothing.
  await change(`next${id}@new.example`, false);
  assert.deepEqual(await told(id), [email]);
  const quiet = await verified();
  await tellingAddress(agent, { contact_id: quiet.id, is_quiet: true }, (ctx) =>
    updateContact(ctx, { id: quiet.id, email: `quiet${id}@new.example` }),
  );
  assert.deepEqual(await told(quiet.id), []);
});

test('who was never in, and an address that is retired or removed by it, hear nothing; nor does a change of anything else', async () => {
  const agent = await app.ctxOfAgent();
  const never = await insertContact(app.systemCtx());
  await tellingAddress(agent, { contact_id: never }, (ctx) =>
    updateContact(ctx, { id: never, email: 'n@new.example' }),
  );
  assert.deepEqual(await told(never), []);
  for (const former of ['retire', 'remove'] as const) {
    const { id } = await verified();
    await updateContact(agent, { id, other_emails: `${former}@new.example` });
    await tellingAddress(agent, { contact_id: id }, (ctx) =>
      makeEmailPrimary(ctx, { contact_id: id, email: `${former}@new.example`, former }),
    );
    assert.deepEqual(await told(id), []);
  }
  const { id } = await verified();
  await tellingAddress(agent, { contact_id: id }, (ctx) => updateContact(ctx, { id, job_title: 'CFO' }));
  assert.deepEqual(await told(id), []);
});

test('the form of a portal user has the tick, and it counts', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: false });
  const cookie = `__Host-agent_session=${token}`;
  const save = async (id: number, fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const response = await app.ask(`/contacts/${id}/edit`, { method: 'POST', body, cookie, redirect: 'manual' });
    assert.equal(response.status, 302);
  };
  const [loud, quiet] = [await verified(), await verified()];
  const form = await (await app.ask(`/contacts/${loud.id}/edit`, { cookie })).text();
  assert.match(form, /name="is_quiet"/);
  await save(loud.id, { email: 'form-loud@new.example' });
  await save(quiet.id, { email: 'form-quiet@new.example', is_quiet: 'on' });
  assert.deepEqual([await told(loud.id), await told(quiet.id)], [[loud.email], []]);
  const never = await insertContact(app.systemCtx());
  const plain = await (await app.ask(`/contacts/${never}/edit`, { cookie })).text();
  assert.doesNotMatch(plain, /is_quiet/);
});
