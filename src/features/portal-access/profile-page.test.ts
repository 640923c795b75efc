import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { loadProgram } from '../../../test/load-program.ts';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';

let app: TestApp;
let cookie: string;
before(async () => {
  app = await startApp({ program: await loadProgram() });
  const admin = await app.ctxOfAdmin();
  const shown = { record: 'contact', is_editable_by_customers: 'on' } as const;
  const branch = {
    kind: 'text',
    label_en: 'Nearest branch',
    label_ko: '가까운 지점',
    is_required_for_customers: 'on',
  } as const;
  await createCustomField(admin, { ...shown, ...branch });
  await createCustomField(admin, { ...shown, kind: 'date', label_en: 'Birthday', label_ko: '생일' });
  const id = await insertContact(admin, { name: 'Ruth King', email: 'ruth@hanbit.example' });
  cookie = `__Host-portal_session=${await activateContact(admin, id)}`;
});
after(() => app.stop());

for (const [language, name, branch, birthday] of [
  ['en', 'Name', 'Nearest branch', 'Birthday'],
  ['ko', '이름', '가까운 지점', '생일'],
] as const) {
  test(`without a script the summary of what is wrong names each field, own ones by their label (${language})`, async () => {
    const form = { intent: 'save', name: '', 'custom_fields.nearest_branch': '', 'custom_fields.birthday': 'soon' };
    const response = await app.ask('/portal/profile', {
      method: 'POST',
      cookie,
      body: new URLSearchParams(form),
      headers: { accept: 'text/html', 'accept-language': language },
    });
    assert.equal(response.status, 400);
    const page = await response.text();
    const summary = /role="alert".*?<\/ul>/s.exec(page)![0];
    const told = [...summary.matchAll(/<a href="#field-([^"]+)">([^<]+)/g)].map(([, field, text]) => [
      field,
      text!.split(':')[0],
    ]);
    assert.deepEqual(told, [
      ['name', name],
      ['custom_fields.nearest_branch', branch],
      ['custom_fields.birthday', birthday],
    ]);
  });
}
