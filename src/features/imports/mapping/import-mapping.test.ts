import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contactFields } from '#features/contacts/contact.ts';
import { createImport } from '#features/imports/create-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import type { Field } from '#platform/fields/field.ts';
import { loadProgram } from '../../../../test/load-program.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { mappingOfForm, placesOfNewFields } from './mapping-of-form.ts';

let app: TestApp;
let admin: Context;
before(async () => {
  app = await startApp({ program: await loadProgram() });
  admin = await app.ctxOfAdmin();
});
after(() => app.stop());

async function cookieOf(ctx: Context): Promise<string> {
  const agent_id = ctx.caller.kind === 'agent' ? ctx.caller.agent_id : 0;
  const { token } = await createSession(ctx, { agent_id, is_remembered: false });
  return `__Host-agent_session=${token}`;
}

async function upload(text: string): Promise<number> {
  const { id } = await createImport(admin, {
    name: 'list.csv',
    bytes: (async function* () {
      yield Buffer.from(text);
    })(),
  });
  return id;
}

async function page(path: string, ctx: Context): Promise<string> {
  const response = await app.ask(path, { cookie: await cookieOf(ctx), headers: { accept: 'text/html' } });
  return response.text();
}

async function send(path: string, ctx: Context, fields: [string, string][]): Promise<Response> {
  const body = new URLSearchParams(fields);
  return app.ask(path, { method: 'POST', body, cookie: await cookieOf(ctx), headers: { accept: 'text/html' } });
}

const since: Field = { name: 'since', kind: 'date', label: { en: 'Since' }, custom_field_id: 1 };
const fields = [...contactFields, since];
const sent = (columns: [field: string, rule: string, reading: string, position: string][]) => ({
  field: columns.map(([field]) => field),
  rule: columns.map(([, rule]) => rule),
  reading: columns.map(([, , reading]) => reading),
  position: columns.map(([, , , position]) => position),
});

test('a form says of each column where it goes, whatever order the page shows them in', () => {
  const form = sent([
    ['first_name', 'if_empty', '', '2'],
    ['custom_fields.since', 'overwrite', 'day_first', '0'],
    ['tags', 'nonsense', 'bar', '3'],
    ['new', 'skip', '', '1'],
  ]);
  assert.deepEqual(mappingOfForm(form, fields), [
    { field: 'custom_fields.since', rule: 'overwrite', reading: { date_order: 'day_first' } },
    { field: null, rule: 'skip' },
    { field: 'first_name', rule: 'if_empty' },
    { field: 'tags', rule: 'overwrite', reading: { tag_separator: 'bar' } },
  ]);
  assert.deepEqual(placesOfNewFields(form), [1]);
});

test('a form that names places that no column has, or ways of reading that do not go with the field, does no harm', () => {
  const form = sent([
    ['name', 'overwrite', 'bar', '99999999'],
    ['email', 'overwrite', 'day_first', '-1'],
    ['__proto__', 'overwrite', '', 'x'],
  ]);
  assert.deepEqual(mappingOfForm(form, fields), [
    { field: 'name', rule: 'overwrite' },
    { field: 'email', rule: 'overwrite' },
    { field: '__proto__', rule: 'overwrite' },
  ]);
});

test('an admin is asked why resident registration numbers should be kept where there are any, and only an admin', async () => {
  const with_numbers = await upload('Name,Email,Notes\nA,a@x.com,900101-1234567\n');
  const path = `/imports/${with_numbers}/mapping`;
  const shown = await page(path, admin);
  assert.match(shown, /name="resident_number_reason"/);
  assert.match(shown, /<del>90\*{12}<\/del>/);
  assert.doesNotMatch(shown, /900101-1234567/);
  const supervisor = await app.ctxOfAgent('supervisor');
  assert.doesNotMatch(await page(path, supervisor), /name="resident_number_reason"/);
  const without = await upload('Name,Email\nA,a@x.com\n');
  assert.doesNotMatch(await page(`/imports/${without}/mapping`, admin), /name="resident_number_reason"/);
  const choices: [string, string][] = ['name', 'email', 'description'].flatMap((field) => [
    ['field', field],
    ['rule', 'overwrite'],
  ]);
  const reason: [string, string] = ['resident_number_reason', 'Act on Payroll'];
  assert.equal((await send(path, supervisor, [...choices, reason, ['intent', 'check']])).status, 403);
  assert.equal((await send(path, admin, [...choices, reason, ['intent', 'check']])).status, 302);
  assert.equal((await findImport(admin, { id: with_numbers })).resident_number_reason, 'Act on Payroll');
  assert.match(await page(path, supervisor), /Act on Payroll/);
});

test('a preview shows what was sent and keeps nothing of it', async () => {
  const id = await upload('Who,Email\nRuth King,ruth@x.com\n');
  const before = await findImport(admin, { id });
  const form: [string, string][] = [
    ['field', 'name'],
    ['rule', 'if_empty'],
    ['field', 'email'],
    ['rule', 'overwrite'],
    ['intent', 'preview'],
  ];
  const answer = await send(`/imports/${id}/mapping`, admin, form);
  assert.equal(answer.status, 200);
  const html = await answer.text();
  assert.match(html, /<td[^>]*>Ruth King<\/td>/);
  assert.match(html, /<option value="if_empty" selected/);
  assert.deepEqual((await findImport(admin, { id })).columns, before.columns);
});
