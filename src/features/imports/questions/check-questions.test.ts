import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { importContactsCommand } from '#features/imports/imports.command.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { checkList, runList, uploadList } from '../../../../test/import-list.ts';
import { loadProgram } from '../../../../test/load-program.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { listAlikeCompanies } from './list-alike-companies.ts';

let app: TestApp;
let admin: Context;
let cookie: string;
before(async () => {
  app = await startApp({ program: await loadProgram() });
  admin = await app.ctxOfAdmin();
  cookie = await cookieOf(admin);
  for (const name of ['Acme', 'Beta']) await createCompany(admin, { name });
});
after(() => app.stop());

async function cookieOf(ctx: Context): Promise<string> {
  const agent_id = ctx.caller.kind === 'agent' ? ctx.caller.agent_id : 0;
  const { token } = await createSession(ctx, { agent_id, is_remembered: false });
  return `__Host-agent_session=${token}`;
}

const page = async (path: string) => {
  const response = await app.ask(path, { cookie, headers: { accept: 'text/html' } });
  return (await response.text()).replaceAll('<!-- -->', '');
};
const send = (path: string, fields: [string, string][], by = cookie) =>
  app.ask(path, { method: 'POST', body: new URLSearchParams(fields), cookie: by, headers: { accept: 'text/html' } });
const answers = async (id: number) => {
  const { companies } = await listAlikeCompanies(admin, { id, limit: 100 });
  return Object.fromEntries(companies.map(({ name, answer }) => [name, answer]));
};

async function deletedContact(name: string): Promise<void> {
  await runList(app, admin, await uploadList(admin, `Name,Email\n${name},${name}@x.com\n`));
  await inTransaction(admin, ({ db, clock }) =>
    db.updateTable('contact').set({ deleted_at: clock.now() }).where('name', '=', name).execute(),
  );
}

async function onCommandLine(text: string, options: Record<string, boolean>): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'maru-test-'));
  try {
    const path = join(folder, 'people.csv');
    await writeFile(path, text);
    const said: string[] = [];
    const terminal = { answer: (line: string) => said.push(line), remark: () => {}, progress: () => {} };
    const command = {
      ...app.systemCtx(),
      worker: app.worker,
      home_url: 'http://localhost:3000',
      inAccount: app.systemCtx,
    };
    await importContactsCommand.run(command, { words: [path], options: { ...options, json: true } }, terminal);
    return JSON.parse(said[0]!);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('the check page asks about each company once, and plain forms answer for one or for all of them', async () => {
  const id = await uploadList(
    admin,
    'Name,Email,Company\nA,a1@x.com,Acme Inc.\nB,b1@x.com,Acme Inc.\nC,c1@x.com,BETA Ltd\n',
  );
  await checkList(app, admin, id);
  const asked = await page(`/imports/${id}`);
  assert.match(asked, /2 companies of the file look like ones that are here already/);
  assert.match(asked, /Acme Inc\. <span>2 rows<\/span>/);
  for (const label of ['Use “Acme”', 'Create “Acme Inc.”', 'Refuse the rows']) assert.ok(asked.includes(label), label);
  assert.match(asked, /New companies are not created/);
  const answered = await send(`/imports/${id}`, [
    ['intent', 'answer_companies'],
    ['company_key', 'acme inc.'],
    ['answer_0', 'use'],
    ['company_key', 'beta ltd'],
    ['answer_1', ''],
  ]);
  assert.equal(answered.status, 302);
  assert.match(await page(`/imports/${id}`), /Checking the whole file/);
  await app.worker.runDue();
  assert.deepEqual(await answers(id), { 'Acme Inc.': 'use', 'BETA Ltd': null });
  await send(`/imports/${id}`, [['intent', 'create_all']]);
  await app.worker.runDue();
  assert.deepEqual(await answers(id), { 'Acme Inc.': 'create', 'BETA Ltd': 'create' });
  await send(`/imports/${id}`, [['intent', 'use_all']]);
  await app.worker.runDue();
  assert.deepEqual(await answers(id), { 'Acme Inc.': 'use', 'BETA Ltd': 'use' });
  assert.match(await page(`/imports/${id}`), /Decided: 2 companies/);
  const stale = await send(`/imports/${id}`, [
    ['intent', 'answer_companies'],
    ['company_key', 'gone ltd'],
    ['answer_0', 'use'],
  ]);
  assert.equal(stale.status, 409);
  assert.match(await stale.text(), /have changed meanwhile/);
  const agent = await cookieOf(await app.ctxOfAgent('agent'));
  assert.equal((await send(`/imports/${id}`, [['intent', 'use_all']], agent)).status, 403);
});

test('the check page offers to restore deleted contacts, says what that means, and takes it back', async () => {
  await deletedContact('gwen');
  const id = await uploadList(admin, 'Name,Email\nGwen Kim,gwen@x.com\nGwen Lee,gwen@x.com\n');
  await checkList(app, admin, id);
  const refused = await page(`/imports/${id}`);
  assert.match(refused, /2 rows are refused because the contact was deleted/);
  assert.match(refused, /Restore and update 1 contact</);
  await send(`/imports/${id}`, [['intent', 'restore_deleted']]);
  await app.worker.runDue();
  const restoring = await page(`/imports/${id}`);
  assert.match(restoring, /1 deleted contact will be restored and updated/);
  assert.match(restoring, /Restored <span>1<\/span>/);
  assert.match(restoring, /<ins[^>]*>restored<\/ins>/);
  await send(`/imports/${id}`, [['intent', 'keep_deleted']]);
  await app.worker.runDue();
  assert.match(await page(`/imports/${id}`), /Restore and update 1 contact</);
});

test('the mapping page says beforehand which required fields no column goes to', async () => {
  const given = { record: 'contact', kind: 'text', is_required_for_agents: 'on' } as const;
  const { id: field_id } = await createCustomField(admin, { ...given, label_en: 'Contract no.', label_ko: '계약번호' });
  const id = await uploadList(admin, 'Name,Email\nHal,hal@x.com\n');
  assert.match(
    await page(`/imports/${id}/mapping`),
    /No column goes to what every new contact must have: Contract no\./,
  );
  const mapped = await uploadList(admin, 'Name,Email,Contract no.\nHal,hal@x.com,C-1\n');
  assert.match(await page(`/imports/${mapped}/mapping`), /<div hidden="">/);
  await inTransaction(admin, ({ db }) => db.deleteFrom('custom_field').where('id', '=', field_id).execute());
});

test('on the command line one option uses all alike companies, another restores deleted contacts', async () => {
  const list = 'Name,Email,Company\nI,i2@x.com,Acme Co.\nJ,j2@x.com,(주) Beta\n';
  const checked = await onCommandLine(list, { check: true });
  assert.deepEqual([checked.created, checked.refused, checked.alike_companies], [0, 2, 2]);
  const decided = await onCommandLine(list, { check: true, 'use-alike-companies': true });
  assert.deepEqual([decided.created, decided.refused, decided.alike_companies], [2, 0, 0]);
  const done = await onCommandLine(list, { 'use-alike-companies': true });
  assert.deepEqual([done.created, done.refused], [2, 0]);
  assert.equal('alike_companies' in done, false);
  await deletedContact('kay');
  const people = 'Name,Email\nKay Lee,kay@x.com\n';
  assert.equal((await onCommandLine(people, {})).refused, 1);
  assert.equal((await onCommandLine(people, { 'restore-deleted': true })).updated, 1);
});
