import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { searchContacts } from '#features/contacts/search/search-contacts.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { insertContact } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { findProfile } from './find-profile.ts';
import { updateProfile } from './update-profile.ts';

let app: TestApp;
let id: number;
let customer: Context;
before(async () => {
  app = await startApp();
  id = await insertContact(app.systemCtx(), { name: '김하늘', email: 'haneul@hanbit.example' });
  const caller = { kind: 'contact', account_id: 1, contact_id: id, locale: 'en', session_id: 1 } as const;
  customer = { ...app.ctxOfStranger(), caller };
});
after(() => app.stop());

test('a customer sees and changes his own name, numbers and language, and agents find him by them', async () => {
  await updateProfile(customer, { name: '김바다', phone: '02-2345-6789', mobile: '010-1234-5678', language: 'ko' });
  const profile = await findProfile(customer);
  assert.deepEqual(
    { ...profile, emails: profile.emails.map(({ email }) => email) },
    {
      name: '김바다',
      phone: '02-2345-6789',
      mobile: '010-1234-5678',
      language: 'ko',
      emails: ['haneul@hanbit.example'],
      is_verified: false,
      pending_email: null,
      companies: [],
      own_fields: [],
    },
  );
  const found = await inTransaction(app.systemCtx(), (ctx) => searchContacts(ctx, '김바다'));
  assert.deepEqual(found?.ids, [id]);
  const [logged] = await inTransaction(app.systemCtx(), ({ db }) =>
    db.selectFrom('change_log').selectAll().where('act', '=', 'updated').execute(),
  );
  assert.deepEqual([logged!.caller_kind, logged!.caller_id], ['contact', id]);
});

test('F05 whatever else is sent with the profile changes nothing', async () => {
  const row = () =>
    inTransaction(app.systemCtx(), ({ db }) =>
      db.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const before = await row();
  await updateProfile(customer, {
    id: '1',
    account_id: '2',
    email: 'admin@acorn.example',
    portal_access: 'active',
    job_title: 'Boss',
    tags: 'vip',
    company: 'Another Company',
    deleted_at: '2026-01-01',
    __proto__: 'x',
  });
  assert.deepEqual(await row(), before);
});

test('a bad value is refused with its field, and nobody else may call', async () => {
  const empty = updateProfile(customer, { name: ' ' });
  await assert.rejects(empty, (error) => error instanceof Failure && error.more.field === 'name');
  await assert.rejects(updateProfile(await app.ctxOfAdmin(), { name: 'X' }), /not_signed_in/);
  await assert.rejects(findProfile(app.ctxOfStranger()), /not_signed_in/);
});
