import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findImport } from '#features/imports/find-import.ts';
import { importContactsCommand } from '#features/imports/imports.command.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { checkList, runList, uploadList } from '../../../../test/import-list.ts';
import { loadProgram } from '../../../../test/load-program.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { leftOutColumns, reasonToLeaveOut } from './left-out-columns.ts';
import { updateMapping } from './update-mapping.ts';

let app: TestApp;
let admin: Context;
let cookie: string;
before(async () => {
  app = await startApp({ program: await loadProgram() });
  admin = await app.ctxOfAdmin();
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: false });
  cookie = `__Host-agent_session=${token}`;
});
after(() => app.stop());

/** Columns of our own table and what they are called elsewhere, each with a value that would be worth having. */
const greedy: Record<string, string> = {
  Role: 'admin',
  IS_ADMIN: '1',
  'is-agent': 'true',
  'User role': 'owner',
  permissions: 'all',
  password_hash: '$scrypt$1',
  Password: 'letmein',
  portal_access: 'active',
  'E-mail verified': 'yes',
  email_verified_at: '2024-01-01',
  locked_at: '2024-01-01',
  Deleted_at: '2024-01-01',
  account_id: '2',
  company_id: '2',
  id: '1',
  created_at: '2001-01-01',
  __proto__: 'x',
  constructor: 'x',
  역할: '관리자',
  비밀번호: 'x',
  '관리자 여부': 'Y',
  '포털 접근 권한': '허용',
  '인증 여부': 'Y',
};
// An object literal has no own __proto__.
const headers = [...Object.keys(greedy), '__proto__'];
const fileOf = (name: string) =>
  `Name,Email,${headers.join()}\n${name},${name}@x.com,${headers.map((header) => greedy[header] ?? 'x').join()}\n`;

/** Everything that the directory keeps of somebody but what every new contact has. */
async function keptOf(name: string) {
  return inTransaction(admin, async ({ db }) => {
    const row = await db.selectFrom('contact').selectAll().where('name', '=', name).executeTakeFirstOrThrow();
    const { id: _id, created_at, updated_at, created_by_import_id: _import, ...kept } = row;
    assert.ok(created_at > new Date('2020-01-01') && updated_at >= created_at);
    const email = await db
      .selectFrom('contact_email')
      .select(['email', 'state', 'verified_at'])
      .where('contact_id', '=', row.id)
      .execute();
    const credentials = await db
      .selectFrom('contact_credential')
      .select('contact_id')
      .where('contact_id', '=', row.id)
      .execute();
    return { ...kept, email, credentials: credentials.length };
  });
}

const untouched = async (name: string) => {
  const plain = `plain${name}`;
  await runList(app, admin, await uploadList(admin, `Name,Email\n${plain},${plain}@x.com\n`));
  const text = JSON.stringify(await keptOf(plain)).replaceAll(plain, name);
  assert.equal(JSON.stringify(await keptOf(name)), text);
};

const page = async (path: string) => (await app.ask(path, { cookie, headers: { accept: 'text/html' } })).text();
const send = (path: string, fields: [string, string][]) =>
  app.ask(path, { method: 'POST', body: new URLSearchParams(fields), cookie, headers: { accept: 'text/html' } });

test('F05 columns that would give rights are left out by themselves, said so beside them, after the check too', async () => {
  const response = await app.ask('/imports/upload', {
    method: 'POST',
    body: new Blob([fileOf('ann')]),
    headers: { 'x-file-name': 'list.csv', accept: 'application/json' },
    cookie,
  });
  const { id } = (await response.json()) as { id: number };
  const { columns } = await findImport(admin, { id });
  assert.deepEqual(
    columns.map(({ field, proposal }) => [field, proposal]),
    [['name', undefined], ['email', undefined], ...headers.map(() => [null, undefined])],
  );
  const mapping = await page(`/imports/${id}/mapping`);
  const rights = headers.filter((header) => reasonToLeaveOut(header) === 'rights');
  assert.equal(mapping.split('Gives rights or access').length - 1, rights.length);
  assert.equal(mapping.split('Kept by programs').length - 1, headers.length - rights.length);
  await checkList(app, admin, id);
  const check = (await page(`/imports/${id}`)).replaceAll('<!-- -->', '');
  assert.ok(check.includes(`Left out, since they would give rights: ${rights.join(', ')}`));
  await runList(app, admin, id);
  await untouched('ann');
});

test('F05 no door sends a column to what is no field: not the page, not the act, not the command line', async () => {
  const id = await uploadList(admin, fileOf('bob'));
  const names = ['role', 'is_admin', 'portal_access', 'password_hash', 'account_id', 'id', 'deleted_at', 'locked_at'];
  for (const field of [...names, '__proto__', 'constructor', 'custom_fields.role', 'custom_fields.__proto__']) {
    const sent: [string, string][] = [
      ['intent', 'check'],
      ...['name', 'email', field].flatMap((ref): [string, string][] => [
        ['field', ref],
        ['rule', 'overwrite'],
      ]),
      ['portal_access', 'active'],
    ];
    const response = await send(`/imports/${id}/mapping`, sent);
    assert.equal(response.status, 400, field);
    assert.match(await response.text(), /is no field that can be imported/);
    const columns = ['name', 'email', field].map((ref) => ({ field: ref, rule: 'overwrite' as const }));
    const code = (error: unknown) => error instanceof Failure && error.code === 'imports.unknown_field';
    await assert.rejects(updateMapping(admin, { id, columns }), code, field);
    await assert.rejects(onCommandLine(fileOf('bob'), { map: [`Role=${field}`] }), code, field);
  }
  const { state, progress } = await findImport(admin, { id });
  assert.deepEqual([state, progress.check], ['uploaded', null]);
});

test('F05 the command line leaves them out and says which; a column Role that means a job may be taken for one', async () => {
  const told = await onCommandLine(fileOf('cyd'), { json: true });
  const rights = headers.filter((header) => reasonToLeaveOut(header) === 'rights');
  assert.deepEqual(JSON.parse(told[0]!).left_out_columns, rights);
  await untouched('cyd');
  const asJob = JSON.parse((await onCommandLine(fileOf('dee'), { json: true, map: ['Role=job_title'] }))[0]!);
  assert.deepEqual(
    asJob.left_out_columns,
    rights.filter((header) => header !== 'Role'),
  );
  const { job_title, portal_access } = await keptOf('dee');
  assert.deepEqual([job_title, portal_access], ['admin', 'none'], 'a word like any other');
  assert.match((await onCommandLine('Name,Email,비밀번호\nEve,eve@x.com,x\n', {})).join('\n'), /give rights: 비밀번호/);
});

test('F05 what is left out is told of columns that somebody left out, not of those he gave a field', () => {
  const column = { rule: 'overwrite', header: 'Role' } as const;
  assert.deepEqual(leftOutColumns([{ ...column, field: 'job_title' }]), []);
  assert.deepEqual(leftOutColumns([{ ...column, field: 'job_title', rule: 'skip' }]), ['Role']);
  assert.deepEqual(leftOutColumns([{ ...column, header: 'Created at', field: null }]), []);
  assert.deepEqual(leftOutColumns([{ ...column, header: 'Shoe size', field: null }]), []);
});

test('F05 a list of companies gives no company what only Maru writes', async () => {
  const own = ['parent_company_id', 'name_key', 'sort_key', 'created_by_import_id', 'updated_at'];
  const all = [...new Set([...headers, ...own])];
  const upload = (text: string) => uploadList(admin, text, 'companies.csv', { record: 'company' });
  const id = await upload(`Company name,${all.join()}\nGreedy,${all.map((header) => greedy[header] ?? '2').join()}\n`);
  const { columns } = await findImport(admin, { id });
  assert.deepEqual(
    columns.map(({ field }) => field),
    ['name', ...all.map(() => null)],
  );
  assert.ok(columns.slice(1, 1 + headers.length).every(({ proposal }) => proposal === undefined));
  for (const field of [...own, 'deleted_at', 'account_id', 'id', '__proto__', 'custom_fields.__proto__']) {
    const chosen = ['name', field].map((ref) => ({ field: ref, rule: 'overwrite' as const }));
    const code = (error: unknown) => error instanceof Failure && error.code === 'imports.unknown_field';
    await assert.rejects(updateMapping(admin, { id, columns: chosen }), code, field);
  }
  await runList(app, admin, id);
  await runList(app, admin, await upload('Company name\nModest\n'));
  const [greedyOne, modest] = await inTransaction(admin, ({ db }) =>
    db.selectFrom('company').selectAll().where('name', 'in', ['Greedy', 'Modest']).orderBy('name').execute(),
  );
  const { id: _1, created_at: _2, updated_at: _3, created_by_import_id: _4, ...kept } = greedyOne!;
  const { id: _5, created_at: _6, updated_at: _7, created_by_import_id: _8, ...expected } = modest!;
  assert.equal(
    JSON.stringify(kept).replaceAll(/greedy/gi, 'modest'),
    JSON.stringify(expected).replaceAll(/modest/gi, 'modest'),
  );
  assert.ok(greedyOne!.created_at > new Date('2020-01-01'));
});

async function onCommandLine(text: string, options: Record<string, string[] | boolean>): Promise<string[]> {
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
    await importContactsCommand.run(command, { words: [path], options }, terminal);
    return said;
  } finally {
    await rm(folder, { recursive: true });
  }
}
