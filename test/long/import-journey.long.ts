import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findImport } from '#features/imports/find-import.ts';
import en from '#locales/en/imports.json' with { type: 'json' };
import ko from '#locales/ko/imports.json' with { type: 'json' };
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { openConsole } from '../journeys/open-console.ts';

const rowsCount = 100_000;
/** Rows without an address: the first one of the file, the last one, and some between. */
const broken = [1, 20_000, 50_001, 77_777, rowsCount];
const inConsole = openConsole();
const stories = {
  en: { t: en, first: 'Ruth', last: 'King', company: 'Northwind', go: /^Import [\d,]+ rows$/ },
  ko: { t: ko, first: '하늘', last: '김', company: '한빛무역', go: /행 가져오기$/ },
};
/** As long as a busy machine may need for a pass over the whole list. */
const timeout = 300_000;

function listOf({ first, last, company }: (typeof stories)['en']): Buffer {
  const rows = Array.from({ length: rowsCount }, (_, at) => {
    const row = at + 1;
    const email = broken.includes(row) ? 'none yet' : `person${row}@journey.example`;
    return `${last} ${first} ${row},${email},010-${String(row).padStart(8, '0')},${company} ${row % 500}\n`;
  });
  return Buffer.from(`Name,Email,Phone,Company\n${rows.join('')}`);
}

function countContacts(ctx: Context): Promise<number> {
  return inTransaction(ctx, async ({ db }) => {
    const { count } = await db
      .selectFrom('contact')
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  });
}

for (const locale of ['en', 'ko'] as const) {
  test(`a list of 100,000 rows is put right, imported with a pause, and undone (${locale})`, async () => {
    await inConsole({ locale }, async ({ visitor: { page, look }, url, app, admin }) => {
      const { t, go } = stories[locale];
      page.setDefaultTimeout(timeout);
      const buffer = listOf(stories[locale]);
      await page.goto(`${url}/imports/new`);
      await page.locator('input[type=file]').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer });
      await page.waitForURL(/\/mapping$/);
      const id = Number(/imports\/(\d+)/.exec(page.url())![1]);
      const rowsRead = async (phase: 'check' | 'run') => (await findImport(admin, { id })).progress[phase]?.rows ?? 0;
      await page.locator('[name=can_create_companies]').check();
      await page.locator('button[value=check]').click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();

      await page.locator('a[href$="show=refused"]').click();
      await page.getByRole('link', { name: t.rows.correct }).click();
      await page.waitForURL(/\/rows$/);
      const rows = page.locator('tbody');
      // The address is there before the page is.
      await rows.locator('textarea').first().waitFor();
      assert.equal(await rows.count(), broken.length);
      for (const [at, row] of broken.entries()) {
        await rows.nth(at).locator('textarea').nth(1).fill(`person${row}@journey.example`);
        await rows.nth(at).getByText(t.grid.outcomes.created).waitFor();
      }
      await look('journey-grid');
      await page.locator('button[value=check]').click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();

      await page.getByRole('button', { name: go }).click();
      await page.getByText(t.work.run_note).waitFor();
      const first = app.worker.runDue();
      while ((await rowsRead('run')) === 0) await page.waitForTimeout(100);
      await page.getByRole('button', { name: t.work.pause }).click();
      await page.getByText(t.work.paused_note).waitFor();
      await first;
      const atPause = await rowsRead('run');
      assert.ok(atPause > 0 && atPause < rowsCount, `paused after ${atPause} rows`);
      await page.reload();
      await page.getByText(t.work.paused_note).waitFor();
      await look('journey-paused');
      await page.getByRole('button', { name: t.work.resume }).click();
      await page.getByText(t.work.run_note).waitFor();
      const second = app.worker.runDue();
      await page.reload();
      assert.ok((await rowsRead('run')) >= atPause);
      await second;
      await page.getByRole('link', { name: t.next.contacts }).waitFor();
      await look('journey-done');
      const { progress } = await findImport(admin, { id });
      const { created, updated, unchanged, refused } = progress.run!;
      assert.deepEqual([created, updated, unchanged, refused], [rowsCount, 0, 0, 0]);
      assert.equal(await countContacts(admin), rowsCount);

      await page.getByRole('link', { name: t.undo.button }).click();
      await page.getByRole('button', { name: t.undo.start }).click();
      await page.getByText(t.work.undo_note).waitFor();
      await app.worker.runDue();
      await page.getByText(t.undo.undone_title).waitFor();
      await look('journey-undone');
      assert.equal(await countContacts(admin), 0);
    });
  });
}
