import assert from 'node:assert/strict';
import { test } from 'node:test';
import { updateContact } from '#features/contacts/update-contact.ts';
import { findImport } from '#features/imports/find-import.ts';
import en from '#locales/en/imports.json' with { type: 'json' };
import ko from '#locales/ko/imports.json' with { type: 'json' };
import { contactOf } from '../import-list.ts';
import { openConsole, type Stage } from './open-console.ts';

const words = { en, ko };
const people = {
  en: { first: 'Ruth King', titles: ['Buyer', 'CFO', 'CEO'], company: 'Northwind' },
  ko: { first: '김하늘', titles: ['구매팀장', '재무이사', '대표'], company: '한빛무역' },
};

const inConsole = openConsole();

/** Sixty people; the first ten were here before, with another title. */
function listOf(locale: 'en' | 'ko', round: 0 | 1): Buffer {
  const { first, titles, company } = people[locale];
  const rows = Array.from({ length: round === 0 ? 10 : 60 }, (_, n) => {
    const title = round === 0 ? titles[0] : n % 2 === 0 ? titles[1] : '';
    return `${first} ${n + 1},person${n + 1}@acorn.example,${title},${company} ${round === 0 ? 1 : (n % 3) + 1}\n`;
  });
  return Buffer.from(`Name,Email,Job title,Company\n${rows.join('')}`);
}

async function upload({ visitor: { page }, url, app }: Stage, list: Buffer, go: RegExp): Promise<number> {
  await page.goto(`${url}/imports/new`);
  await page.locator('input[type=file]').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: list });
  await page.waitForURL(/\/mapping$/);
  await page.locator('[name=can_create_companies]').check();
  await page.locator('button[value=check]').click();
  await page.locator('progress').waitFor();
  await app.worker.runDue();
  await page.getByRole('button', { name: go }).click();
  await page.waitForURL(/\/imports\/\d+$/);
  return Number(/\d+$/.exec(page.url())![0]);
}

for (const locale of ['en', 'ko'] as const) {
  test(`an import is paused, goes on after a reload, and is undone but for what was changed since (${locale})`, async () => {
    await inConsole({ locale }, async (stage) => {
      const { visitor, url, app, admin } = stage;
      const { page, look } = visitor;
      const t = words[locale];
      const go = locale === 'en' ? /^Import \d+ rows$/ : /행 가져오기$/;
      await upload(stage, listOf(locale, 0), go);
      await page.getByText(t.work.run_note).waitFor();
      await app.worker.runDue();
      await page.getByRole('link', { name: t.next.contacts }).waitFor();

      const id = await upload(stage, listOf(locale, 1), go);
      // The stream of progress may say it before the form's answer is there, which a reload would break off.
      const answer = page.waitForResponse((one) => one.request().method() === 'GET' && one.url().includes('.data'));
      await page.getByRole('button', { name: t.work.pause }).click();
      await page.getByText(t.work.paused_note).waitFor();
      await answer;
      await page.reload();
      await page.getByText(t.work.paused_note).waitFor();
      await look('import-paused');
      await page.getByRole('button', { name: t.work.resume }).click();
      await page.getByText(t.work.run_note).waitFor();
      await app.worker.runDue();
      await page.getByRole('link', { name: t.next.contacts }).waitFor();
      await look('import-done-with-undo');

      await page.goto(`${url}/imports/${id}?show=created`);
      await look('import-created-rows');
      await page.getByRole('row').nth(1).getByRole('button', { name: t.undo.row_button }).click();
      await page.getByText(t.undo.row_outcomes.removed, { exact: true }).last().waitFor();
      assert.equal(await contactOf(admin, 'person11@acorn.example'), undefined);

      await updateContact(admin, {
        id: (await contactOf(admin, 'person1@acorn.example'))!,
        job_title: people[locale].titles[2],
      });
      await updateContact(admin, {
        id: (await contactOf(admin, 'person20@acorn.example'))!,
        job_title: people[locale].titles[2],
      });
      await page.goto(`${url}/imports/${id}`);
      await page.getByRole('link', { name: t.undo.button }).click();
      await page.getByText(t.undo.hint).waitFor();
      await look('import-undo-preview');
      await page.getByRole('button', { name: t.undo.start }).click();
      await page.getByText(t.work.undo_note).waitFor();
      await look('import-undoing');
      await app.worker.runDue();
      await page.getByText(t.undo.undone_title).waitFor();
      await look('import-undone');
      const { undo } = await findImport(admin, { id });
      assert.deepEqual([undo?.removed, undo?.kept], [49, 2]);
      await page.goto(`${url}/imports`);
      await page.getByText(t.states.undone).waitFor();
      await look('import-list-undone');
    });
  });

  test(`the undo of an import can be read on a phone in the dark (${locale})`, async () => {
    await inConsole({ locale, width: 390, height: 844, theme: 'dark' }, async (stage) => {
      const { visitor, url, app, admin } = stage;
      const { page, look } = visitor;
      const t = words[locale];
      const go = locale === 'en' ? /^Import \d+ rows$/ : /행 가져오기$/;
      const id = await upload(stage, listOf(locale, 1), go);
      await page.getByRole('button', { name: t.work.pause }).click();
      await page.getByText(t.work.paused_note).waitFor();
      await look('import-paused');
      await page.getByRole('button', { name: t.work.resume }).click();
      await page.getByText(t.work.run_note).waitFor();
      await app.worker.runDue();
      await updateContact(admin, {
        id: (await contactOf(admin, 'person1@acorn.example'))!,
        job_title: people[locale].titles[2],
      });
      await page.goto(`${url}/imports/${id}/undo`);
      await look('import-undo-preview');
      await page.getByRole('button', { name: t.undo.start }).click();
      await page.getByText(t.work.undo_note).waitFor();
      await app.worker.runDue();
      await page.getByText(t.undo.undone_title).waitFor();
      await look('import-undone');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    });
  });
}
