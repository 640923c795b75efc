import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { findImport } from '#features/imports/find-import.ts';
import type { Phase } from '#features/imports/import.ts';
import { readRows } from '#features/imports/read-rows.ts';
import { writeReport } from '#features/imports/write-report.ts';
import type { Context } from '#platform/context.ts';
import { checkList, runList, uploadList } from '../../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp();
  ctx = await app.ctxOfAdmin();
  await runList(app, ctx, await uploadList(ctx, 'Name,Email\nRuth King,ruth@x.com\n'));
  const required = { record: 'contact', is_required_for_agents: 'on' } as const;
  await createCustomField(ctx, { ...required, kind: 'text', label_en: 'Contract no.', label_ko: '계약번호' });
  await createCustomField(ctx, { ...required, kind: 'checkbox', label_en: 'VIP' });
});
after(() => app.stop());

async function sentences(id: number, by = ctx) {
  const rows = await readRows(by, await findImport(by, { id }), { show: 'refused' });
  return rows!.rows.map((row) => [row.line_number, row.sentences]);
}

const countsOf = async (id: number, phase: Phase) => {
  const { created, updated, refused } = (await findImport(ctx, { id })).progress[phase]!;
  return { created, updated, refused };
};

test('a row that would make a contact without a required field is refused with its label, an update is not', async () => {
  const rows = [
    'Name,Email,Contract no.,VIP',
    'Omar,omar@x.com,C-1,no',
    'Mina,mina@x.com,,yes',
    'Sena,sena@x.com,,',
    'Ruth Kim,ruth@x.com,,',
    'Omar H,omar@x.com,,',
  ];
  const id = await uploadList(ctx, `${rows.join('\n')}\n`);
  await checkList(app, ctx, id);
  const expected = [
    [3, ['Contract no.: A new contact must have “Contract no.”. Please add what is missing.']],
    [4, ['A new contact must have “Contract no., VIP”. Please add what is missing.']],
  ];
  assert.deepEqual(await sentences(id), expected);
  await runList(app, ctx, id);
  assert.deepEqual(await countsOf(id, 'run'), { created: 1, updated: 2, refused: 2 });
  assert.deepEqual(await countsOf(id, 'check'), await countsOf(id, 'run'));
  assert.deepEqual(await sentences(id), expected);
});

test('where no column goes to a required field every new contact is refused, in the reader’s words', async () => {
  const id = await uploadList(ctx, 'Name,Email,VIP\nLee,lee@x.com,yes\nRuth Park,ruth@x.com,\n');
  await checkList(app, ctx, id);
  assert.deepEqual(await countsOf(id, 'check'), { created: 0, updated: 1, refused: 1 });
  const korean: Context = { ...ctx, caller: { ...ctx.caller, locale: 'ko' } };
  assert.match(JSON.stringify(await sentences(id, korean)), /“계약번호”/);
  let report = '';
  for await (const piece of await writeReport(ctx, { id, phase: 'check' })) report += Buffer.from(piece).toString();
  assert.match(report, /Lee,lee@x\.com,yes,.*Contract no\./);
});
