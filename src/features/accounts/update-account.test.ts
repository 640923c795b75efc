import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { createAccount } from './create-account.ts';
import { findAccount } from './find-account.ts';
import { updateAccount } from './update-account.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2 });
});
after(() => app.stop());

test('an admin changes the settings of his own account, and nothing but what he gives', async () => {
  const admin = await app.ctxOfAdmin();
  const before = await findAccount(admin);
  await updateAccount(admin, {
    name: ' 도토리 고객센터 ',
    time_zone: 'europe/berlin',
    lockout_minutes: '45',
    support_email: 'Help@Acorn.example',
  });
  const after = await findAccount(admin);
  const changed = {
    name: '도토리 고객센터',
    time_zone: 'Europe/Berlin',
    lockout_minutes: 45,
    support_email: 'help@acorn.example',
  };
  assert.deepEqual(after, { ...before, ...changed, updated_at: after.updated_at });
  assert.equal((await findAccount(await app.ctxOfAdmin(2))).name, 'Acorn Support 2');
  const { changes } = await listChanges(admin, { record: 'account', record_id: 1 });
  assert.deepEqual(changes[0]?.changes?.lockout_minutes, [30, 45]);
});

test('words that mean empty are a list, and may be none again', async () => {
  const admin = await app.ctxOfAdmin(2);
  await updateAccount(admin, { empty_words: '-, 없음; N/A' });
  assert.deepEqual((await findAccount(admin)).empty_words, ['-', '없음', 'N/A']);
  await updateAccount(admin, { lockout_minutes: '40' });
  assert.equal((await findAccount(admin)).empty_words.length, 3);
  await updateAccount(admin, { empty_words: '' });
  assert.deepEqual((await findAccount(admin)).empty_words, []);
});

test('a value that a setting can not take is refused with its range, and nothing changes', async () => {
  const admin = await app.ctxOfAdmin();
  const before = await findAccount(admin);
  const given = {
    name: 'Changed?',
    invitation_days: '0',
    lockout_failures_count: '1000',
    lockout_minutes: 'x',
    country: 'XX',
    language: 'fr',
  };
  const refused = await updateAccount(admin, given).catch((failure) => failure);
  assert.deepEqual(
    refused.more.problems.map(({ field, code }: { field: string; code: string }) => [field, code]),
    [
      ['language', 'fields.not_a_language'],
      ['country', 'platform.not_a_choice'],
      ['lockout_minutes', 'fields.not_a_number'],
      ['invitation_days', 'accounts.out_of_range'],
      ['lockout_failures_count', 'accounts.out_of_range'],
    ],
  );
  assert.deepEqual(await findAccount(admin), before);
});

test('F05 what is no setting is not changed, whoever sends it', async () => {
  const admin = await app.ctxOfAdmin();
  const before = await findAccount(admin);
  const given = {
    id: '2',
    is_mail_to_customers_on: 'true',
    created_at: '2000-01-01',
    __proto__: 'x',
    constructor: 'x',
    public_url: 'https://evil.example',
  };
  await updateAccount(admin, given);
  assert.deepEqual(await findAccount(admin), before);
});

test('only an admin changes settings', async () => {
  await assert.rejects(updateAccount(await app.ctxOfAgent('supervisor'), { name: 'x' }), { kind: 'forbidden' });
  await assert.rejects(updateAccount(app.ctxOfStranger(), { name: 'x' }), { kind: 'not_signed_in' });
});

test('an account is only made by Maru itself', async () => {
  const given = { name: 'x', language: 'en', country: 'KR', time_zone: 'Asia/Seoul', public_url: 'https://x.example' };
  await assert.rejects(createAccount(await app.ctxOfAdmin(), given), { kind: 'forbidden' });
});
