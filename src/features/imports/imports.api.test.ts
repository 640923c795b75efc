import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inspectTable } from '#platform/tables/inspect-table.ts';
import { loadProgram } from '../../../test/load-program.ts';
import { makeWorkbook } from '../../../test/make-workbook.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';

const korean = new Uint8Array(readFileSync('test/fixtures/customers/customers-ko-10000-cp949.csv'));

let app: TestApp;
let admin: Context;
let cookie: string;
before(async () => {
  app = await startApp({ accounts: 2, program: await loadProgram() });
  admin = await app.ctxOfAdmin();
  cookie = await cookieOf(admin);
});
after(() => app.stop());

async function cookieOf(ctx: Context): Promise<string> {
  const agent_id = ctx.caller.kind === 'agent' ? ctx.caller.agent_id : 0;
  const { token } = await createSession(ctx, { agent_id, is_remembered: false });
  return `__Host-agent_session=${token}`;
}

const page = async (path: string, by = cookie) => {
  const response = await app.ask(path, { cookie: by, headers: { accept: 'text/html' } });
  return { status: response.status, text: await response.text() };
};

async function upload(bytes: Uint8Array<ArrayBuffer> | string, name = 'list.csv', by = cookie): Promise<Response> {
  const headers = { 'x-file-name': encodeURIComponent(name), accept: 'application/json' };
  return app.ask('/imports/upload', { method: 'POST', body: new Blob([bytes]), headers, cookie: by });
}

async function uploaded(bytes: Uint8Array<ArrayBuffer> | string, name?: string): Promise<number> {
  const response = await upload(bytes, name);
  assert.equal(response.status, 201);
  return ((await response.json()) as { id: number }).id;
}

/** Sends a page's form as a browser without script does. */
async function send(path: string, fields: [string, string][]): Promise<Response> {
  return app.ask(path, { method: 'POST', body: new URLSearchParams(fields), cookie, headers: { accept: 'text/html' } });
}

/** What the mapping page's form would send, as it stands. */
function formOf(html: string): [string, string][] {
  const selects = [...html.matchAll(/<select[^>]* name="(field|rule)"[^>]*>(.*?)<\/select>/gs)];
  return selects.map(([, name, options]) => {
    const chosen = /<option value="([^"]*)" selected/.exec(options!) ?? /<option value="([^"]*)"/.exec(options!);
    return [name!, chosen![1]!];
  });
}

test('a Korean list is mapped without a click and needs one for its companies and one for its two fields', async () => {
  const id = await uploaded(korean, '고객.csv');
  const mapping = await page(`/imports/${id}/mapping`);
  assert.match(mapping.text, /고객\.csv/);
  assert.match(mapping.text, /Korean \(CP949, EUC-KR\)/);
  const fields = formOf(mapping.text);
  const refs = fields.filter(([name]) => name === 'field').map(([, ref]) => ref);
  assert.deepEqual(refs, ['name', 'email', 'phone', 'job_title', 'company', 'tags', 'language', '', '', 'description']);
  assert.match(mapping.text, /Create 2 fields/);
  const created = await send(`/imports/${id}/mapping`, [
    ...fields,
    ['can_create_companies', 'on'],
    ['intent', 'create_fields'],
  ]);
  assert.equal(created.status, 302);
  const again = await page(`/imports/${id}/mapping`);
  assert.doesNotMatch(again.text, /Create 2 fields/);
  assert.match(again.text, /<input[^>]*name="can_create_companies"[^>]*checked/);
  const form = [...formOf(again.text), ['can_create_companies', 'on'], ['intent', 'check']] as [string, string][];
  assert.equal((await send(`/imports/${id}/mapping`, form)).headers.get('location'), `/imports/${id}`);
  assert.match((await page(`/imports/${id}`)).text, /Checking the whole file/);
  await app.worker.runDue();
  const check = (await page(`/imports/${id}`)).text;
  for (const told of ['10,000', '9,901', '41', '19', '39', 'Import 9,961 rows', 'Nothing written yet', 'Mails: 0'])
    assert.ok(check.includes(told), told);
  assert.match(check, /changed title 614/);
  assert.match((await page('/contacts')).text, /No contacts yet|Import customers/);

  await send(`/imports/${id}`, [['intent', 'start']]);
  await app.worker.runDue();
  const done = (await page(`/imports/${id}`)).text;
  assert.match(done, /Finished/);
  assert.match(done, /Invite the 9,901 new contacts/);
  assert.match((await page('/imports')).text, /고객\.csv/);
});

test('the refused rows come back as a file with the reason, in the language of who asks', async () => {
  const id = await uploaded('이름,이메일\n김하늘,haneul@hanbit.example\n이바다,바다\n', 'two.csv');
  const form = formOf((await page(`/imports/${id}/mapping`)).text);
  await send(`/imports/${id}/mapping`, [...form, ['intent', 'check']]);
  await app.worker.runDue();
  const response = await app.ask(`/imports/${id}/refused.csv`, { cookie });
  assert.match(
    response.headers.get('content-disposition')!,
    /^attachment; filename\*=UTF-8''two%20-%20refused%20rows\.csv$/,
  );
  const lines = (await response.text()).replace('\ufeff', '').trim().split('\r\n');
  assert.equal(lines.length, 2);
  assert.match(lines[1]!, /^이바다,바다,이메일: “바다” is not an e-mail address\.$/);
  assert.match((await page(`/imports/${id}?show=refused`)).text, /is not an e-mail address/);
});

test('a form without script uploads a file, and hears in a sentence what is wrong with another', async () => {
  const body = new FormData();
  body.append('file', new Blob(['name,email\nRuth King,ruth@acorn.example\n']), 'plain.csv');
  const good = await app.ask('/imports/new', { method: 'POST', body, cookie, headers: { accept: 'text/html' } });
  assert.equal(good.status, 302);
  assert.match(good.headers.get('location')!, /^\/imports\/\d+\/mapping$/);
  const bad = new FormData();
  bad.append('file', new Blob(['<html><table><tr><td>a</td></tr></table></html>']), 'list.xls');
  const refused = await app.ask('/imports/new', {
    method: 'POST',
    body: bad,
    cookie,
    headers: { accept: 'text/html' },
  });
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /This is a web page and no workbook/);
  const problem = await upload('name,name\na,b\n');
  assert.equal(problem.status, 201, 'it may only have been read in a wrong way');
  const { to } = (await problem.json()) as { to: string };
  const page = await app.ask(to, { cookie, headers: { accept: 'text/html' } });
  assert.match(await page.text(), /Two columns have the same name/);
});

test('a file can be read in another way than the guessed one, and what gives no table that way is said and read again', async () => {
  const id = await uploaded('name;email\nRuth King;ruth@acorn.example\n');
  await send(`/imports/${id}/mapping`, [
    ['intent', 'read_again'],
    ['encoding', 'windows-1252'],
    ['delimiter', '|'],
    ['header_row', '1'],
  ]);
  const { text } = await page(`/imports/${id}/mapping`);
  assert.match(text, /Windows-1252[^<]*, separated by vertical bar/);
  assert.match(text, /name;email/);
  await send(`/imports/${id}/mapping`, [
    ['intent', 'read_again'],
    ['delimiter', ';'],
    ['header_row', '2'],
  ]);
  const unread = (await page(`/imports/${id}/mapping`)).text;
  assert.match(unread, /no rows under them/);
  assert.doesNotMatch(unread, /value="check"/, 'there is nothing to check');
});

test('a field can be made of one column alone while another is left out', async () => {
  const id = await uploaded('name,email,Badge,Locker\nRuth King,ruth@acorn.example,12-A,7-B\n');
  const form = formOf((await page(`/imports/${id}/mapping`)).text);
  const fields = form.map(([name, value], at): [string, string] => (at === 4 ? [name, 'new'] : [name, value]));
  await send(`/imports/${id}/mapping`, [...fields, ['intent', 'check']]);
  const { text } = await page(`/imports/${id}/mapping`);
  const refs = formOf(text).filter(([name]) => name === 'field');
  assert.deepEqual(
    refs.map(([, ref]) => ref),
    ['name', 'email', 'custom_fields.badge', ''],
  );
});

test('sample files hold a column for every field, the account’s own included, and come back as they went', async () => {
  await createCustomField(admin, { record: 'contact', kind: 'dropdown', label_en: 'Plan', choices: 'Free\nPaid' });
  const folder = await mkdtemp(join(tmpdir(), 'maru-samples-'));
  try {
    for (const [kind, language] of [
      ['csv', 'ko'],
      ['xlsx', 'en'],
    ] as const) {
      const response = await app.ask(`/imports/sample.${kind}?language=${language}`, { cookie });
      assert.equal(response.status, 200);
      const path = join(folder, kind);
      await writeFile(path, Buffer.from(await response.arrayBuffer()));
      const { headers, problems, sample_rows } = await inspectTable(path);
      assert.deepEqual(problems, []);
      assert.ok(headers.includes(language === 'ko' ? '이메일' : 'E-mail'), headers.join());
      assert.ok(headers.includes('Plan'));
      assert.equal(sample_rows.length, 2);
      const id = await uploaded(new Uint8Array(readFileSync(path)), `sample.${kind}`);
      const mapped = formOf((await page(`/imports/${id}/mapping`)).text);
      assert.deepEqual(
        mapped.filter(([name, ref]) => name === 'field' && ref === ''),
        [],
      );
      await send(`/imports/${id}/mapping`, [...mapped, ['can_create_companies', 'on'], ['intent', 'check']]);
      await app.worker.runDue();
      assert.match((await page(`/imports/${id}`)).text, /Import 2 rows/);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('progress is told as events until there is nothing more to come', async () => {
  const id = await uploaded('name,email\nRuth King,ruth.events@acorn.example\n');
  const form = formOf((await page(`/imports/${id}/mapping`)).text);
  await send(`/imports/${id}/mapping`, [...form, ['intent', 'check']]);
  const stream = await app.ask(`/imports/${id}/events`, { cookie });
  assert.match(stream.headers.get('content-type')!, /^text\/event-stream/);
  await app.worker.runDue();
  const told = await stream.text();
  assert.match(told, /event: progress\ndata: \{"state":"checking"/);
  assert.match(told, /event: done\ndata: \{"state":"checked"/);
});

test('F01: another account’s import is not there, on any of its pages and endpoints', async () => {
  const id = await uploaded('name,email\nRuth King,ruth@acorn.example\n');
  const stranger = await cookieOf(await app.ctxOfAdmin(2));
  for (const path of ['', '/mapping', '/refused.csv', '/events']) {
    const response = await app.ask(new URL(`/imports/${id}${path}`, 'https://help2.example.com').href, {
      cookie: stranger,
    });
    assert.equal(response.status, 404, path);
  }
});

test('an agent without the right to import is refused at every door, and nothing of a file is kept', async () => {
  const agent = await cookieOf(await app.ctxOfAgent('agent'));
  assert.equal((await page('/imports', agent)).status, 403);
  assert.equal((await page('/imports/new', agent)).status, 403);
  assert.equal((await upload('name,email\na,b@c.example\n', 'x.csv', agent)).status, 403);
});

test('G05 whoever uploads a workbook while too many are looked at is told so, and to come again', async () => {
  const bytes = new Uint8Array(readFileSync(await makeWorkbook()));
  const answers = await Promise.all(Array.from({ length: 12 }, () => upload(bytes, 'list.xlsx')));
  assert.deepEqual(
    [201, 503].map((wanted) => answers.filter(({ status }) => status === wanted).length),
    [10, 2],
  );
  const busy = answers.find(({ status }) => status === 503)!;
  assert.equal(busy.headers.get('retry-after'), '5');
  assert.match(((await busy.json()) as { title: string }).title, /more to do than it can just now/);
});
