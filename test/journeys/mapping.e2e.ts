import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import en from '#locales/en/imports.json' with { type: 'json' };
import ko from '#locales/ko/imports.json' with { type: 'json' };
import { projectFolder } from '#platform/project-folder.ts';
import { openConsole, type Stage } from './open-console.ts';

type Exports = Record<string, { headers: string; row: Record<string, string> }>;
const files: Exports = JSON.parse(readFileSync(join(projectFolder, 'test/fixtures/exports.json'), 'utf8'));
const words = { en, ko };

const inConsole = openConsole();

/** A file as a program exports it, of the row in the fixtures and of these. */
function exportOf(product: string, more: Record<string, string>[] = []): string {
  const { headers, row } = files[product]!;
  const columns = headers.split(',');
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = [row, ...more].map((cells) => columns.map((header) => quoted(cells[header] ?? '')).join(','));
  return [columns.map(quoted).join(','), ...lines, ''].join('\r\n');
}

async function upload({ visitor: { page }, url }: Stage, name: string, buffer: Buffer): Promise<void> {
  await page.goto(`${url}/imports/new`);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.waitForURL(/\/mapping$/);
}

const people = [
  { 이름: '도윤', 성: '박', '전자 메일 주소': 'doyun@saehan.example', 휴대폰: '010-2345-6789', 회사: '새한물산' },
  { 이름: 'Ruth', 성: 'King', '전자 메일 주소': '주소 없음', '근무처 전화': '1588-0000', 회사: 'Acme Korea' },
  {
    이름: '서연',
    성: '남궁',
    '전자 메일 주소': 'seoyeon@hae.example',
    '집 번지': '중앙대로 1001',
    '집 주소 시/도': '부산광역시',
    '집 주소 구/군/시': '연제구',
  },
];

for (const { locale, width, height, theme } of [
  { locale: 'ko', width: 1440, height: 900, theme: 'light' },
  { locale: 'en', width: 1440, height: 900, theme: 'dark' },
  { locale: 'ko', width: 390, height: 844, theme: 'dark' },
] as const) {
  test(`address books and customer lists of other programs are mapped at a look (${locale}, ${width}, ${theme})`, async () => {
    await inConsole({ locale, width, height, theme }, async (stage) => {
      const { page, look } = stage.visitor;
      const t = words[locale];
      const outlook = iconv.encode(exportOf('Outlook (Korean)', people), 'cp949');
      await upload(stage, 'contacts.CSV', outlook);
      await page.getByText('박도윤').waitFor();
      await look('mapping-outlook');
      assert.equal(await page.locator('button[value=create_fields]').count(), 1);
      await upload(
        stage,
        'google.csv',
        Buffer.from(
          exportOf('Google Contacts', [
            {
              'First Name': 'Ruth',
              'Last Name': 'King',
              Labels: 'Friends, old ::: * myContacts',
              'E-mail 1 - Value': 'ruth@x.example ::: king@x.example',
              'Phone 1 - Label': 'Work',
              'Phone 1 - Value': '+44 20 7946 0018',
            },
          ]),
        ),
      );
      await page.getByText('king@x.example').first().waitFor();
      await look('mapping-google');
      await upload(
        stage,
        'hubspot-crm-exports-all-contacts.csv',
        Buffer.from(exportOf('HubSpot', [{ 'Record ID': '90112346', 'First Name': 'Claire', 'Last Name': 'Durand' }])),
      );
      await page.getByText('Claire Durand').waitFor();
      await look('mapping-hubspot');
      assert.ok(await page.getByText(t.mapping.preview_title).isVisible());
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    });
  });
}

test('a preview follows every choice, and the order of dates and a remembered mapping can be changed', async () => {
  await inConsole({ locale: 'en' }, async (stage) => {
    const { visitor, app } = stage;
    const { page, look } = visitor;
    await createCustomField(await app.ctxOfAdmin(), { record: 'contact', kind: 'date', label_en: 'Since' });
    const list =
      'Who,Mail,Since,Groups,Notes\nRuth King,ruth@x.com,03/04/2024,Gold | VIP,900101-1234567\nTom,tom@x.com,05/06/2024,,\n';
    await upload(stage, 'march.csv', Buffer.from(list));
    const preview = page.locator('section', { hasText: en.mapping.preview_title });
    await preview.getByText('2024-03-04').waitFor();
    assert.equal(await preview.getByText('Ruth King').count(), 0);
    await page.locator('select[name=field]').first().selectOption('name');
    await preview.getByText('Ruth King').waitFor();
    await page.getByLabel('How to read “Since”').selectOption('day_first');
    await preview.getByText('2024-04-03').waitFor();
    await preview.getByText(en.reasons.imports.resident_number).click();
    await preview.getByText('looks like a resident registration number').waitFor();
    await page.locator('[name=resident_number_reason]').scrollIntoViewIfNeeded();
    await look('mapping-dates');
    await page.locator('select[name=field]').nth(3).selectOption('email');
    await preview.getByText('are both meant for the same field').waitFor();
    await look('mapping-twice');
    await page.locator('select[name=field]').nth(3).selectOption('tags');
    await preview.getByText('Gold, VIP').waitFor();
    await page.locator('button[value=check]').click();
    await page.getByText(en.work.checking).waitFor();
    await app.worker.runDue();
    await page.getByRole('button', { name: 'Import 2 rows' }).click();
    await page.getByText(en.work.run_note).waitFor();
    await app.worker.runDue();
    await upload(stage, 'april.csv', Buffer.from(list));
    await page.getByText('when march.csv was imported').waitFor();
    await preview.getByText('2024-04-03').waitFor();
    await look('mapping-remembered');
    await page.getByRole('button', { name: en.mapping.guess_again }).click();
    await page.getByText('when march.csv was imported').waitFor({ state: 'detached' });
    await preview.getByText('2024-03-04').waitFor();
  });
});

test('without script a preview is asked for by a button, and the choices stay as they were sent', async () => {
  await inConsole({ locale: 'en', javaScript: false }, async ({ visitor, url }) => {
    const { page, look } = visitor;
    await page.goto(`${url}/imports/new`);
    const buffer = Buffer.from('Who,Mail\nRuth King,ruth@x.com\n');
    await page.locator('input[type=file]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: en.upload.send }).click();
    await page.waitForURL(/\/mapping$/);
    await page.locator('select[name=field]').first().selectOption('name');
    await page.getByRole('button', { name: en.mapping.preview, exact: true }).click();
    await page.locator('section', { hasText: en.mapping.preview_title }).getByText('Ruth King').waitFor();
    assert.equal(await page.locator('select[name=field]').first().inputValue(), 'name');
    await look('mapping-no-script');
  });
});
