import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findContact } from '#features/contacts/find-contact.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import { checkPastedAddresses } from '#features/invitations/pasted/check-pasted-addresses.ts';
import { eraseContact } from '#features/privacy/erase-contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { findBulkAction } from './find-bulk-action.ts';
import { invitePasted } from './invite-pasted.ts';

let app: TestApp;
let admin: Context;
before(async () => {
  app = await startApp({ accounts: 2 });
  admin = await app.ctxOfAdmin();
});
after(() => app.stop());

async function counts(): Promise<{ contacts: number; mails: number }> {
  return inTransaction(admin, async ({ db }) => {
    const count = async (table: 'contact' | 'mail_message') =>
      (
        await db
          .selectFrom(table)
          .select((row) => row.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n;
    return { contacts: await count('contact'), mails: await count('mail_message') };
  });
}

const failing = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;

async function shutOut(email: string, columns: Record<string, unknown>): Promise<void> {
  const id = await insertContact(admin, { email });
  await inTransaction(admin, ({ db }) => db.updateTable('contact').set(columns).where('id', '=', id).execute());
}

test('a pasted list says of everybody what would happen and why not; nothing is created or sent before it was seen', async () => {
  const now = app.clock.now();
  const known = await insertContact(admin, { name: 'Ada Fenn', email: 'ada@hanbit.example' });
  await inTransaction(admin, ({ db }) =>
    db
      .insertInto('contact_email')
      .values([
        { account_id: 1, email: 'ada@home.example', contact_id: known, is_primary: false, created_at: now },
        {
          account_id: 1,
          email: 'ada@old.example',
          contact_id: known,
          is_primary: false,
          state: 'retired',
          created_at: now,
        },
      ])
      .execute(),
  );
  await activateContact(admin, await insertContact(admin, { email: 'verified@hanbit.example' }));
  await shutOut('locked@hanbit.example', { locked_at: now, locked_by: 'agent' });
  await shutOut('blocked@hanbit.example', { blocked_at: now });
  await shutOut('off@hanbit.example', { deactivated_at: now });
  await deleteContacts(admin, { contact_ids: [await insertContact(admin, { email: 'gone@hanbit.example' })] });
  const erased = await insertContact(admin, { email: 'erased@hanbit.example' });
  await deleteContacts(admin, { contact_ids: [erased] });
  await eraseContact(admin, { contact_id: erased, mode: 'remove', is_confirmed: true });
  // Another account's people are strangers here.
  await insertContact(await app.ctxOfAdmin(2), { email: 'new@hanbit.example' });
  const text = `Ruth King <new@hanbit.example>
bare@hanbit.example
ada@hanbit.example
ada@home.example
ada@old.example
verified@hanbit.example
locked@hanbit.example
blocked@hanbit.example
off@hanbit.example
gone@hanbit.example
erased@hanbit.example
Adam\tadam@acorn.example
NEW@hanbit.example
not an address`;
  const before = await counts();
  const checked = await checkPastedAddresses(admin, { text });
  assert.deepEqual(await counts(), before);
  assert.deepEqual(
    checked.people.map(({ email, outcome, reason }) => `${email?.split('@')[0] ?? '-'} ${reason ?? outcome}`),
    [
      'new new',
      'bare new',
      'ada known',
      'ada repeated',
      'ada repeated',
      'verified verified',
      'locked locked',
      'blocked blocked',
      'off deactivated',
      'gone gone',
      'erased erased',
      'adam agent',
      'new repeated',
      '- malformed',
    ],
  );
  assert.deepEqual([checked.new_count, checked.known_count, checked.left_out_count], [2, 1, 11]);

  const started = await invitePasted(admin, { text, digest: checked.digest });
  assert.ok('bulk_action_id' in started);
  const { total_count, state } = await findBulkAction(admin, { id: started.bulk_action_id });
  assert.deepEqual([total_count, state], [3, 'waiting']);
  assert.equal((await counts()).contacts, before.contacts + 2);
  assert.equal((await counts()).mails, before.mails);
  app.clock.offset_ms += 121_000;
  await app.worker.runDue();
  assert.equal((await counts()).mails, before.mails + 3);
});

test('what has changed since the list was seen is shown once more, and nothing is done', async () => {
  const text = 'one@x.example\ntwo@x.example';
  const { digest } = await checkPastedAddresses(admin, { text });
  await shutOut('two@x.example', { blocked_at: app.clock.now() });
  const before = await counts();
  await assert.rejects(invitePasted(admin, { text, digest }), failing('invitations.pasted_changed'));
  await assert.rejects(invitePasted(admin, { text: 'other@x.example', digest }), failing('invitations.pasted_changed'));
  assert.deepEqual(await counts(), before);
});

test('an agent invites one by address; several need the right to act on many', async () => {
  const agent = await app.ctxOfAgent();
  const one = { text: '김하늘 <sky@x.example>' };
  const invited = await invitePasted(agent, { ...one, digest: (await checkPastedAddresses(agent, one)).digest });
  assert.ok('contact_id' in invited);
  const { name, portal_state } = await findContact(agent, { id: invited.contact_id });
  assert.deepEqual([name, portal_state], ['김하늘', 'invited']);
  const two = { text: 'a@y.example, b@y.example' };
  const before = await counts();
  const { digest } = await checkPastedAddresses(agent, two);
  await assert.rejects(invitePasted(agent, { ...two, digest }), failing('platform.forbidden'));
  assert.deepEqual(await counts(), before);
});

test('a list of nobody, of too many and of what is all left out is refused with a sentence', async () => {
  await assert.rejects(checkPastedAddresses(admin, { text: ' \n ' }), failing('invitations.nobody_pasted'));
  const many = Array.from({ length: 201 }, (_, n) => `p${n}@x.example`).join('\n');
  await assert.rejects(checkPastedAddresses(admin, { text: many }), failing('invitations.too_many_pasted'));
  const { digest } = await checkPastedAddresses(admin, { text: 'nothing' });
  await assert.rejects(invitePasted(admin, { text: 'nothing', digest }), failing('bulk_actions.nobody'));
});

test('two hundred unknown people are added and asked in by one press within seconds', async () => {
  const text = Array.from({ length: 200 }, (_, n) => `Person ${n} <person${n}@many.example>`).join('\n');
  const { digest } = await checkPastedAddresses(admin, { text });
  const started = performance.now();
  await invitePasted(admin, { text, digest });
  assert.ok(performance.now() - started < 30_000, `${performance.now() - started} ms`);
});
