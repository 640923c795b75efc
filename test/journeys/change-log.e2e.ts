import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import en from '#locales/en/change-log.json' with { type: 'json' };
import ko from '#locales/ko/change-log.json' with { type: 'json' };
import { openConsole } from './open-console.ts';

const words = { en, ko };
const inConsole = openConsole();

for (const [locale, theme, width] of [
  ['en', 'light', 1440],
  ['ko', 'dark', 390],
] as const) {
  test(`changes are looked over, narrowed, taken out as a file and taken back (${locale})`, async () => {
    const height = width === 390 ? 844 : 900;
    await inConsole({ locale, theme, width, height }, async ({ visitor, url, admin }) => {
      const t = words[locale];
      const { page, look } = visitor;
      const name = locale === 'ko' ? '김하늘' : 'Ruth King';
      const { id } = await createContact(admin, { name, email: 'ruth@hanbit.example', company: 'Hanbit' });
      await updateContact(admin, { id, job_title: 'Buyer', phone: '02-555-1234' });
      await updateContact(admin, { id, job_title: 'CFO', tags: 'vip, seoul' });
      const company = await createCompany(admin, { name: 'Litware', industry: 'IT' });
      await updateCompany(admin, { id: company.id, industry: 'Food', domains: 'litware.example' });

      await page.goto(`${url}/settings/change-log`, { waitUntil: 'networkidle' });
      await look('change-log');
      await page.locator('[name=record]').selectOption('contact');
      await page.locator('[name=act]').selectOption('updated');
      await page.getByRole('button', { name: t.log.apply }).press('Enter');
      await page.waitForURL(/record=contact&act=updated/);
      await page.locator('tbody tr').nth(2).waitFor({ state: 'detached' });
      assert.equal(await page.locator('tbody tr').count(), 2);
      await look('change-log-narrowed');
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: t.log.export }).click();
      const text = await readFile(await (await download).path(), 'utf8');
      assert.equal(text.trim().split('\r\n').length, 1 + 4, 'a line for each field');
      await page.locator('tbody').getByRole('link', { name, exact: true }).first().click();
      await page.waitForURL(/record_id=/);
      await page.locator('tbody tr').nth(2).waitFor();
      assert.equal(await page.locator('tbody tr').count(), 3);
      await look('change-log-one-record');
      await page.getByRole('link', { name: t.log.open, exact: true }).press('Enter');
      await page.waitForURL(`**/contacts/${id}`);
      await page.goBack();
      await page.getByRole('link', { name: t.log.all_records, exact: true }).press('Enter');
      await page.waitForURL(/settings\/change-log$/);
      await page.goto(`${url}/settings/change-log?from=2020-01-01&until=2020-01-02`);
      await look('change-log-nothing');

      await page.goto(`${url}/contacts/${id}`);
      await look('timeline-undo');
      await page.getByRole('button', { name: t.undo }).first().click();
      await page.getByText('Buyer').first().waitFor();
      await page.getByRole('link', { name: t.kinds.mail, exact: true }).click();
      await page.getByText(t.nothing).waitFor();
      await page.goto(`${url}/companies/${company.id}`);
      await page.getByRole('button', { name: t.undo }).first().press('Enter');
      await page.getByText(t.acts.company.undone.replace('{who}', '').trim()).waitFor();
      await look('timeline-company');
    });
  });
}
