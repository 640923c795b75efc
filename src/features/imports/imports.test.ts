import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { updateAccount } from '#features/accounts/update-account.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { cancelImport } from './cancel-import.ts';
import { checkImport } from './check-import.ts';
import { createImport } from './create-import.ts';
import { findImport } from './find-import.ts';
import { importContactsCommand } from './imports.command.ts';
import { listImports } from './list-imports.ts';
import { updateMapping } from './mapping/update-mapping.ts';
import { runImport } from './run-import.ts';
import { startImport } from './start-import.ts';
import { takeImport } from './take-import.ts';
import { takeUpImports } from './take-up-imports.ts';
import { writeReport } from './write-report.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp({ accounts: 2 });
  ctx = await app.ctxOfAgent('supervisor');
});
after(() => app.stop());

const code = (expected: string) => (error: unknown) => error instanceof Failure && error.code === expected;

function upload(text: string, name = 'list.csv', by = ctx) {
  return createImport(by, {
    name,
    bytes: (async function* () {
      yield Buffer.from(text);
    })(),
  });
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const piece of bytes) text += Buffer.from(piece).toString();
  return text;
}

test('imports of an account run one after the other in the order they were asked for, and none is refused', async () => {
  const first = await upload('Name,Email\nA,a@x.com\n');
  const second = await upload('Name,Email\nB,b@x.com\n');
  await startImport(ctx, first);
  await startImport(ctx, second);
  assert.equal(await takeImport(ctx, second.id), null, 'it is not its turn');
  await app.worker.runDue();
  for (const { id } of [first, second]) assert.equal((await findImport(ctx, { id })).state, 'done');
  const [newest, older] = await listImports(ctx, { limit: 2 });
  assert.deepEqual([newest?.id, older?.id], [second.id, first.id]);
  assert.deepEqual(newest?.counts, { rows: 1, created: 1, updated: 0, unchanged: 0, refused: 0, warned: 0 });
});

test('an import whose worker is gone is taken up again, and one that is being worked on is not', async () => {
  const { id } = await upload('Name,Email\nC,c@x.com\n');
  await startImport(ctx, { id });
  assert.ok(await takeImport(ctx, id));
  await app.worker.runDue();
  assert.equal((await findImport(ctx, { id })).state, 'running');
  app.clock.offset_ms += 60_000;
  await takeUpImports(app.systemCtx());
  await app.worker.runDue();
  assert.equal((await findImport(ctx, { id })).state, 'done');
});

test('a process that is asked to end lets go of its import, and the next one goes on with it at once', async () => {
  const { id } = await upload('Name,Email\nQ,q@x.com\n');
  await startImport(ctx, { id });
  const ending = { ...app.systemCtx(), stopping: AbortSignal.abort(new Error('the program ends')) };
  await assert.rejects(runImport(ending, { import_id: id }), /the program ends/);
  await runImport({ ...ending, stopping: new AbortController().signal }, { import_id: id });
  const { state, progress } = await findImport(ctx, { id });
  assert.deepEqual([state, progress.run?.created], ['done', 1]);
});

test('cells with a word that the account calls empty leave their fields alone', async () => {
  const admin = await app.ctxOfAdmin(2);
  await updateAccount(admin, { empty_words: '-, N/A' });
  const lists = [
    'Name,Email,Title\nEmpty,empty@x.com,CFO\n',
    'Name,Email,Title\nEmpty,empty@x.com,n/a\n-,new@x.com,-\n',
  ];
  for (const text of lists) {
    const { id } = await upload(text, 'list.csv', admin);
    await startImport(admin, { id });
    await app.worker.runDue();
  }
  const [latest] = await listImports(admin, { limit: 1 });
  assert.deepEqual(latest?.counts, { rows: 2, created: 0, updated: 0, unchanged: 1, refused: 1, warned: 0 });
});

test('who started an import gets one mail with the totals, a check mails nobody', async () => {
  const { id } = await upload('Name,Email\nD,d@x.com\nE,no address\n');
  await checkImport(ctx, { id });
  await app.worker.runDue();
  assert.equal((await findImport(ctx, { id })).state, 'checked');
  await startImport(ctx, { id });
  await app.worker.runDue();
  const mails = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('mail_message').select(['ids', 'to_address']).where('kind', '=', 'imports.finished').execute(),
  );
  const ours = mails.filter(({ ids }) => (ids as { import_id: number }).import_id === id);
  assert.equal(ours.length, 1);
});

test('the refused rows come as a CSV that can be corrected and uploaded again', async () => {
  const { id } = await upload('Name,Email,Notes\nF,no address,"=1+1, ""x"""\n,g@x.com,\nH,h@x.com,ok\n');
  await startImport(ctx, { id });
  await app.worker.runDue();
  const report = await textOf(await writeReport(ctx, { id, phase: 'run' }));
  const lines = report.replace('\ufeff', '').trim().split('\r\n');
  assert.equal(lines[0], 'Name,Email,Notes,Why it was refused');
  assert.equal(lines.length, 3);
  assert.match(lines[1]!, /^F,no address,.*Email: “no address” is not an e-mail address\.$/);
  const corrected = report.replace('F,no address', 'F,f@x.com').replace('\r\n,g@x.com', '\r\nG,g@x.com');
  const again = await upload(corrected);
  await startImport(ctx, again);
  await app.worker.runDue();
  const { progress } = await findImport(ctx, again);
  assert.deepEqual([progress.run?.created, progress.run?.refused], [2, 0]);
});

test('an import that is cancelled before its turn writes nothing, and one that is over can not be cancelled', async () => {
  const { id } = await upload('Name,Email\nI,i@x.com\n');
  await startImport(ctx, { id });
  await cancelImport(ctx, { id });
  await app.worker.runDue();
  const { state, progress } = await findImport(ctx, { id });
  assert.deepEqual([state, progress.run], ['cancelled', null]);
  const over = await upload('Name,Email\nJ,j@x.com\n');
  await startImport(ctx, over);
  await app.worker.runDue();
  await assert.rejects(cancelImport(ctx, over), code('imports.is_over'));
  await assert.rejects(updateMapping(ctx, { ...over, can_create_companies: true }), code('imports.has_begun'));
});

test('G03 G06 what is no table is refused with the reason and leaves nothing behind', async () => {
  await assert.rejects(upload('', '../../etc/passwd'), code('tables.empty'));
  await assert.rejects(upload('Name,name\nA,B\n'), code('tables.equal_headers'));
  const { id } = await upload('Name,Email\nK,k@x.com\n', '../../x\u202e.csv');
  assert.doesNotMatch((await findImport(ctx, { id })).file_name, /[/\\\u202e]/);
});

test('F01 F05 an agent without the right imports nothing, and nobody meets an import of another account', async () => {
  const agent = await app.ctxOfAgent('agent');
  await assert.rejects(upload('Name,Email\nL,l@x.com\n', 'list.csv', agent), code('platform.forbidden'));
  const { id } = await upload('Name,Email,Role\nM,m@x.com,admin\n');
  const other = await app.ctxOfAdmin(2);
  await assert.rejects(findImport(other, { id }), code('platform.not_found'));
  await assert.rejects(startImport(other, { id }), code('platform.not_found'));
  await assert.rejects(cancelImport(other, { id }), code('platform.not_found'));
  const columns = [
    { field: 'name', rule: 'overwrite' },
    { field: 'email', rule: 'overwrite' },
    { field: 'role', rule: 'overwrite' },
  ] as const;
  await assert.rejects(updateMapping(ctx, { id, columns }), code('imports.unknown_field'));
});

test('an admin keeps resident registration numbers by saying why, which is written down; nobody else can', async () => {
  const admin = await app.ctxOfAdmin();
  const { id } = await upload('Name,Email,Notes\nR,r@x.com,900101-1234567\n', 'list.csv', admin);
  const resident_number_reason = ' Act on Payroll, section 9 ';
  await assert.rejects(updateMapping(ctx, { id, resident_number_reason }), code('platform.forbidden'));
  await updateMapping(admin, { id, resident_number_reason });
  await updateMapping(ctx, { id, can_create_companies: true });
  await startImport(ctx, { id });
  await app.worker.runDue();
  const { changes, description } = await inTransaction(ctx, async ({ db }) => ({
    ...(await db
      .selectFrom('change_log')
      .select('changes')
      .where('record', '=', 'import')
      .where('record_id', '=', id)
      .where('act', '=', 'updated')
      .executeTakeFirstOrThrow()),
    ...(await db.selectFrom('contact').select('description').where('name', '=', 'R').executeTakeFirstOrThrow()),
  }));
  assert.deepEqual(changes, { resident_number_reason: [null, 'Act on Payroll, section 9'] });
  assert.equal(description, '900101-1234567');
  const { progress } = await findImport(ctx, { id });
  assert.deepEqual(progress.run?.warned_by_code, { 'imports.resident_number_kept': 1 });
});

test('the command line imports a file and tells the counts as one object', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maru-test-'));
  try {
    const path = join(folder, 'people.csv');
    await writeFile(path, 'Who;Mail;Firm;Tier\nN;n@x.com;Acme;Gold\nO;o@x.com;;\n;p@x.com;;\n');
    const said: string[] = [];
    const terminal = { answer: (line: string) => said.push(line), remark: () => {}, progress: () => {} };
    const command = {
      ...app.systemCtx(),
      worker: app.worker,
      home_url: 'http://localhost:3000',
      inAccount: app.systemCtx,
    };
    const options = {
      map: ['Who=name', 'Firm=company'],
      rule: ['company=if_empty'],
      'create-companies': true,
      json: true,
    };
    await importContactsCommand.run(command, { words: [path], options }, terminal);
    const { id, seconds, left_out_columns, ...counts } = JSON.parse(said[0]!);
    assert.deepEqual(counts, { rows: 3, created: 2, updated: 0, unchanged: 0, refused: 1, warned: 0 });
    assert.ok(id > 0 && seconds >= 0);
    assert.deepEqual(left_out_columns, []);
    const missing = importContactsCommand.run(command, { words: [join(folder, 'none.csv')], options }, terminal);
    await assert.rejects(missing, code('imports.no_such_file'));
  } finally {
    await rm(folder, { recursive: true });
  }
});
