import assert from 'node:assert/strict';
import { test } from 'node:test';
import en from '#locales/en/imports.json' with { type: 'json' };
import ko from '#locales/ko/imports.json' with { type: 'json' };
import type { Locale } from '#platform/i18n/messages.ts';
import type { Visit } from './open-browser.ts';
import { openConsole } from './open-console.ts';

const words = { en, ko };
/** As another help desk exports them; the browser gives them in the order of their names. */
const exports: Record<Locale, { companies: string; contacts: string }> = {
  en: {
    companies: `Company Name,Company ID,Domains,Health score
Northwind Trading,7001,northwind.example,Happy
Harbour Foods,7002,harbour.example,At risk
`,
    contacts: `Full name,Work phone,Contact ID,Email,Company
Ann Lee,020 7946 0018,901,ann@northwind.example,Northwind Trading
Bo Park,,902,bo@harbour.example,Harbour Foods
Cy Doe,,903,no address,Harbour Foods
Di Ray,,904,di@elsewhere.example,Elsewhere
`,
  },
  ko: {
    companies: `Company Name,Company ID,Domains,Health score
한빛무역,7001,hanbit.example,양호
푸른식품,7002,pureun.example,주의
`,
    contacts: `Full name,Work phone,Contact ID,Email,Company
김하늘,02-555-0001,901,sky@hanbit.example,한빛무역
이바다,,902,sea@pureun.example,푸른식품
박들,,903,주소 없음,푸른식품
최산,,904,san@elsewhere.example,없는상사
`,
  },
};
const stories = {
  en: { title: '2 files uploaded together', goTwo: 'Import 2 rows', invite: 'Invite the 2 new contacts' },
  ko: { title: '함께 올린 파일 2개', goTwo: '2행 가져오기', invite: '새 연락처 2명 초대' },
} as const;

const inConsole = openConsole();

const visits: Visit[] = [
  { locale: 'en' },
  { locale: 'ko', theme: 'dark' },
  { locale: 'en', width: 390, height: 844, theme: 'dark' },
  { locale: 'ko', width: 390, height: 844 },
];
for (const visit of visits) {
  const { locale, width = 1440 } = visit;
  const t = words[locale];
  test(`companies and contacts dropped together come in in order, and are compared (${locale}, ${width} wide)`, async () => {
    await inConsole(visit, async ({ visitor: { page, look }, url, app }) => {
      const { title, goTwo, invite } = stories[locale];
      const files = (['companies', 'contacts'] as const).map((name) => ({
        name: `${name}.csv`,
        mimeType: 'text/csv',
        buffer: Buffer.from(exports[locale][name]),
      }));
      await page.goto(`${url}/imports/new`);
      await page.locator('input[type=file][multiple]').setInputFiles(files.toReversed());
      await page.waitForURL(/\/imports\/uploads\/\d+$/);
      await page.getByRole('heading', { name: title }).waitFor();
      const upload = page.url();
      await look('import-upload-new');

      // Contacts may be mapped and sent to their check first: it waits.
      const confirm = page.getByRole('link', { name: t.mapping.title });
      await confirm.nth(1).click();
      await page.locator('button[value=check]').click();
      await page.getByRole('link', { name: 'companies.csv' }).waitFor();
      await app.worker.runDue();
      await look('import-upload-waiting');
      await page.goto(upload);
      await page.getByText(t.states.checking, { exact: true }).waitFor();
      await look('import-upload-one-waits');

      await confirm.click();
      await page.locator('button[value=check]').click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();
      await page.getByRole('button', { name: goTwo }).click();
      await page.getByText(t.work.run_note).waitFor();
      await app.worker.runDue();
      const next = page.getByRole('link', { name: t.together.go_on.replace('{file}', 'contacts.csv') });
      await next.waitFor();
      await look('import-upload-first-done');
      await next.click();
      await page.getByRole('button', { name: goTwo }).click();
      await page.getByText(t.work.run_note).waitFor();
      await app.worker.runDue();
      await page.getByRole('link', { name: t.together.compare }).click();
      await page.getByRole('link', { name: invite }).waitFor();
      await look('import-upload-compared');
      await page.getByRole('link', { name: t.reasons.imports.company_unknown }).click();
      await page.locator('tbody tr').first().waitFor();
      await look('import-upload-why-not');
      await page.goto(upload);
      await page.getByRole('link', { name: invite }).click();
      await page.waitForURL(/\/bulk-actions\/new/);
      assert.match(page.url(), /created_by_import_id=\d+$/);
      await look('import-upload-invite');
    });
  });
}

test('of several files those that can not be read are named, and the others go on', async () => {
  await inConsole({ locale: 'en' }, async ({ visitor: { page, look }, url }) => {
    await page.goto(`${url}/imports/new`);
    await page.locator('input[type=file][multiple]').setInputFiles([
      { name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(exports.en.contacts) },
      { name: 'broken.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004 nothing more') },
    ]);
    await page.getByText('broken.xlsx:').waitFor();
    await look('import-upload-one-broken');
    await page.getByRole('link', { name: 'Go on with the file that arrived' }).waitFor();

    // What failed may come after, and belongs to the others.
    const buffer = Buffer.from(exports.en.companies);
    await page.locator('input[type=file]').setInputFiles({ name: 'companies.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('heading', { name: stories.en.title }).waitFor();
    await page.getByRole('button', { name: 'Discard companies.csv' }).click();
    await page.getByText(en.states.cancelled, { exact: true }).waitFor();
    await look('import-upload-discarded');
    await page.getByRole('link', { name: en.mapping.title }).click();
    await page.locator('button[value=discard]').click();
    await page.getByText(en.states.cancelled, { exact: true }).nth(1).waitFor();
  });
});
