import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Failure } from '#platform/failure.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { createContact } from './create-contact.ts';
import { findContact } from './find-contact.ts';
import { updateOwnContactLanguage } from './update-own-contact-language.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

test('a customer chooses his own language and nobody else’s', async () => {
  const admin = await app.ctxOfAdmin();
  const { id } = await createContact(admin, { name: '김하늘', email: 'haneul@hanbit.example' });
  const { id: other_id } = await createContact(admin, { name: 'Ruth King', email: 'ruth@hanbit.example' });
  const caller = { kind: 'contact', account_id: 1, contact_id: id, locale: 'en', session_id: 1 } as const;
  await updateOwnContactLanguage({ ...admin, caller }, { language: 'ko' });
  assert.equal((await findContact(admin, { id })).language, 'ko');
  assert.equal((await findContact(admin, { id: other_id })).language, null);
});

test('an agent has no language of a customer to change here', async () => {
  const admin = await app.ctxOfAdmin();
  await assert.rejects(
    updateOwnContactLanguage(admin, { language: 'ko' }),
    (thrown) => thrown instanceof Failure && thrown.kind === 'not_signed_in',
  );
});
