import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import en from '#locales/en/imports.json' with { type: 'json' };
import ko from '#locales/ko/imports.json' with { type: 'json' };
import { projectFolder } from '#platform/project-folder.ts';
import type { Visitor } from './open-browser.ts';
import { openConsole } from './open-console.ts';

const lists = join(projectFolder, 'test/fixtures/customers');
const words = { en, ko };
const stories = {
  en: { file: 'customers-en-5000.xlsx', rows: '5,000', created: '4,933', refused: '34', go: 'Import 4,966 rows' },
  ko: { file: 'customers-ko-10000-cp949.csv', rows: '10,000', created: '9,901', refused: '39', go: '9,961행 가져오기' },
};

const inConsole = openConsole();

for (const locale of ['en', 'ko'] as const) {
  test(`a list of customers goes in with four clicks and is seen whole before (${locale})`, async () => {
    await inConsole({ locale }, async ({ visitor: { page, look }, url, app }) => {
      const { file, rows, created, refused, go } = stories[locale];
      const t = words[locale];
      await page.goto(`${url}/imports`);
      await look('imports-empty');
      await page.getByRole('link', { name: t.import_list }).first().click();
      await page.getByText(t.format.title).waitFor();
      await look('imports-new');
      await page.locator('input[type=file]').setInputFiles(join(lists, file));
      await page.waitForURL(/\/mapping$/);
      await look('imports-mapping');
      await page.locator('[name=can_create_companies]').check();
      await page.locator('button[value=create_fields]').click();
      await page.locator('button[value=create_fields]').waitFor({ state: 'detached' });
      assert.equal(await page.locator('[name=can_create_companies]').isChecked(), true);
      await look('imports-mapping-complete');
      await page.locator('button[value=check]').click();
      await page.getByText(t.work.checking).waitFor();
      await look('imports-checking');
      // Nobody reloads: the page hears that the check is over.
      await app.worker.runDue();
      await page.getByRole('button', { name: go }).waitFor();
      await fitsWithoutScrolling(page);
      await look('imports-check');
      assert.equal(await page.locator('[name=row]').count(), 0, 'nothing is written yet that could be undone');
      const told = (await page.locator('dl').textContent())!;
      for (const count of [rows, created, refused]) assert.ok(told.includes(count), count);
      await page.locator('a[href$="show=refused"]').click();
      await page.waitForURL(/show=refused/);
      await page.getByRole('link', { name: t.reasons.fields.not_an_email }).click();
      await page.waitForURL(/reason=fields\.not_an_email/);
      await look('imports-refused');
      await page.getByRole('button', { name: go }).click();
      await page.getByText(t.work.run_note).waitFor();
      await page.reload();
      await page.getByText(t.work.run_note).waitFor();
      await look('imports-running');
      await app.worker.runDue();
      await page.getByRole('link', { name: t.next.contacts }).waitFor();
      await look('imports-done');
      await page.goto(`${url}/imports`);
      await look('imports-list');
    });
  });

  test(`import pages can be read on a phone in the dark (${locale})`, async () => {
    await inConsole({ locale, width: 390, height: 844, theme: 'dark' }, async ({ visitor, url, app }) => {
      const { page, look } = visitor;
      await page.goto(`${url}/imports/new`);
      await page.locator('input[type=file]').setInputFiles(join(lists, 'customers-en-2000-semicolon-bom.csv'));
      await page.waitForURL(/\/mapping$/);
      await look('imports-mapping');
      await page.locator('button[value=check]').click();
      await page.getByText(words[locale].work.checking).waitFor();
      await app.worker.runDue();
      await page.locator('dl').waitFor();
      await look('imports-check');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      await page.goto(`${page.url().split('?')[0]}/rows`);
      await page.locator('tbody').first().waitFor();
      await look('imports-grid');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    });
  });
}

/** Twelve changed rows, the counts and the button, on a screen of 1440 × 900. */
async function fitsWithoutScrolling(page: Visitor['page']): Promise<void> {
  const last = page.locator('tbody tr').nth(11);
  const { y, height } = (await last.boundingBox())!;
  assert.ok(y + height <= 900, `the twelfth row ends at ${y + height}`);
}

for (const locale of ['en', 'ko'] as const) {
  test(`a refused row is put right in the page and goes in with the others (${locale})`, async () => {
    await inConsole({ locale }, async ({ visitor: { page, look }, url, app }) => {
      const t = words[locale];
      await page.goto(`${url}/imports/new`);
      await page.locator('input[type=file]').setInputFiles(join(lists, 'customers-en-2000-semicolon-bom.csv'));
      await page.waitForURL(/\/mapping$/);
      await page.locator('[name=can_create_companies]').check();
      await page.locator('button[value=check]').click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();
      await page.locator('a[href$="show=refused"]').click();
      await page.getByRole('link', { name: t.rows.correct }).click();
      await page.waitForURL(/\/rows$/);
      await look('imports-grid');
      const first = page.locator('tbody').first();
      const cells = first.locator('textarea');
      await cells.nth(0).fill('Ruth Corrected');
      await cells.nth(1).fill('ruth.corrected@grid.example');
      await first.getByText(t.grid.outcomes.created).waitFor();
      await look('imports-grid-typed');
      await page.locator('button[value=check]').click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();
      await page.locator('button[value=start]').click();
      await page.getByText(t.work.run_note).waitFor();
      await app.worker.runDue();
      await page.getByRole('link', { name: t.next.contacts }).waitFor();
      const told = (await page.locator('dl').textContent())!;
      assert.ok(told.includes('1,973'), told);
      await page.locator('a[href$="show=refused"]').click();
      await page.getByRole('button', { name: t.rows.correct_again }).click();
      await page.getByText(t.work.checking).waitFor();
    });
  });
}

test('without script a list is uploaded, mapped, checked and imported by plain forms', async () => {
  await inConsole({ locale: 'en', javaScript: false }, async ({ visitor, url, app }) => {
    const { page } = visitor;
    await page.goto(`${url}/imports/new`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'three.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Name,E-mail,Phone\nRuth King,ruth@acorn.example,+44 20 7946 0018\nTom,not-an-address,\n'),
    });
    await page.getByRole('button', { name: en.upload.send }).click();
    await page.waitForURL(/\/mapping$/);
    await page.locator('button[value=check]').click();
    await page.getByText(en.work.checking).waitFor();
    await app.worker.runDue();
    // The page looks again by itself, every three seconds.
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await page.getByText(en.work.run_note).waitFor();
    await app.worker.runDue();
    await page.getByRole('link', { name: en.next.contacts }).waitFor();
  });
});

test('a file that is no table is refused in a sentence on the page, and the next one is taken', async () => {
  await inConsole({ locale: 'ko' }, async ({ visitor: { page, look }, url }) => {
    await page.goto(`${url}/imports/new`);
    const choose = (name: string, text: string) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: Buffer.from(text) });
    await choose('거래처.xls', '<html><body><table><tr><td>이름</td></tr></table></body></html>');
    await page.getByRole('alert').getByText('웹 페이지').waitFor();
    await look('imports-refused-file');
    await choose('고객.csv', '이름,이메일,메일\n김하늘,haneul@hanbit.example,sky@hanbit.example\n');
    await page.waitForURL(/\/mapping$/);
    await page.locator('select[name=field]').nth(2).selectOption('email');
    await page.locator('button[value=check]').click();
    await page.getByRole('alert').getByText('같은 필드').waitFor();
    await look('imports-mapping-refused');
  });
});
