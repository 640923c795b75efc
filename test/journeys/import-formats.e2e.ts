import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import en from '#locales/en/imports.json' with { type: 'json' };
import ko from '#locales/ko/imports.json' with { type: 'json' };
import { makeWorkbook, textRow } from '../make-workbook.ts';
import type { Visit } from './open-browser.ts';
import { openConsole, type Stage } from './open-console.ts';

const words = { en, ko };

const inConsole = openConsole();

type Upload = (name: string, buffer: Buffer) => Promise<void>;

/** A journey that begins with a file whose columns are then asked for. */
async function onMappingPage(
  visit: Visit,
  journey: (stage: Stage & { upload: Upload }) => Promise<void>,
): Promise<void> {
  await inConsole(visit, async (stage) => {
    const { page } = stage.visitor;
    const upload: Upload = async (name, buffer) => {
      await page.goto(`${stage.url}/imports/new`);
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
      if (visit.javaScript === false) await page.getByRole('button', { name: words[visit.locale].upload.send }).click();
      await page.waitForURL(/\/mapping$/);
    };
    await journey({ ...stage, upload });
  });
}

/** Takes it for Korean. */
const japanese = iconv.encode(
  '氏名,メール,会社\n山田太郎,taro@example.jp,鈴木商店\n高橋一郎,ichiro@example.jp,東京電力\n',
  'euc-jp',
);
const report = Buffer.from(
  '거래처 연락처 현황,,\n출력일,2026-02-01,\n,,\n작성: 영업지원팀,,\n이름,이메일,전화번호\n김하늘,haneul@hanbit.example,010-1234-5678\n이서준,seojun@hanbit.example,010-2345-6789\n',
);

for (const { locale, ...screen } of [
  { locale: 'en', width: 1440, height: 900 },
  { locale: 'ko', width: 1440, height: 900 },
  { locale: 'ko', width: 390, height: 844, theme: 'dark' },
] as const) {
  test(`G02 G04 a wrong guess is corrected in the page (${locale}, ${screen.width})`, async () => {
    const t = words[locale];
    await onMappingPage({ locale, ...screen }, async ({ visitor: { page, look }, upload, app }) => {
      await upload('名簿.csv', japanese);
      await page.getByText(t.file_format.change).click();
      await look('import-format-encoding');
      await page.locator('[name=encoding]').selectOption('euc-jp');
      await page.getByRole('button', { name: t.file_format.read_again }).click();
      await page.getByRole('rowheader', { name: '氏名' }).waitFor();
      await look('import-format-read-again');

      await upload('report.csv', report);
      await page.getByText(t.file_format.change).click();
      assert.equal(await page.locator('[name=header_row]:checked').getAttribute('value'), '5');
      await look('import-format-line');
      await page.getByRole('radio', { name: /^6/ }).check();
      await page.getByRole('button', { name: t.file_format.read_again }).click();
      await page
        .getByRole('alert')
        .or(page.getByRole('rowheader', { name: '김하늘' }))
        .first()
        .waitFor();
      await page.getByText(t.file_format.change).click();
      await page.getByRole('radio', { name: /^5/ }).check();
      await page.getByRole('button', { name: t.file_format.read_again }).click();
      await page.getByRole('rowheader', { name: '전화번호' }).waitFor();

      const rows = (count: number) =>
        Array.from({ length: count }, (_, at) => textRow(at + 2, [`Ruth ${at}`, `r${at}@example.com`])).join('');
      const sheets = {
        Codes: textRow(1, ['code', 'meaning']) + rows(9),
        Customers: textRow(1, ['Name', 'E-mail']) + rows(3),
      };
      await upload('two sheets.xlsx', await readFile(await makeWorkbook({ sheets, hidden: [] })));
      await page.getByText(t.file_format.change).click();
      await look('import-format-sheets');
      await page.locator('[name=sheet]').selectOption('Customers');
      await page.getByRole('button', { name: t.file_format.read_again }).click();
      await page.getByRole('rowheader', { name: 'E-mail' }).waitFor();
      await page.locator('button[value=check]').click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();
      await page.locator('dl').waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    });
  });

  test(`G03 a list without column names is shown as it is and taken once that is said (${locale}, ${screen.width})`, async () => {
    const t = words[locale];
    await onMappingPage({ locale, ...screen }, async ({ visitor: { page, look }, upload }) => {
      await upload(
        'bare.csv',
        Buffer.from('Ruth King,ruth@acorn.example,+44 20 7946 0018\nTom Vega,tom@acorn.example,\n'),
      );
      await page.getByText(t.file_format.wrong).waitFor();
      assert.equal(await page.locator('button[value=check]').count(), 0);
      await look('import-format-no-header');
      await page.getByRole('radio', { name: t.file_format.no_names }).check();
      await page.getByRole('button', { name: t.file_format.read_again }).click();
      await page.locator('button[value=check]').waitFor();
      await look('import-format-letters');
      assert.equal(await page.locator('select[name=field]').nth(1).inputValue(), 'email');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    });
  });
}

test('G03 what is wrong with a list is said without script too, and the columns are not asked for', async () => {
  await onMappingPage({ locale: 'en', javaScript: false }, async ({ visitor: { page }, upload }) => {
    await upload('equal.csv', Buffer.from('Name,Email,email\nRuth,r@acorn.example,x@acorn.example\n'));
    await page.getByText('Two columns have the same name').waitFor();
    assert.equal(await page.locator('button[value=check]').count(), 0);
  });
});
