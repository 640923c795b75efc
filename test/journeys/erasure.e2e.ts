import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Download, Page } from 'playwright-core';
import { createContact } from '#features/contacts/create-contact.ts';
import contactsEn from '#locales/en/contacts.json' with { type: 'json' };
import privacyEn from '#locales/en/privacy.json' with { type: 'json' };
import contactsKo from '#locales/ko/contacts.json' with { type: 'json' };
import privacyKo from '#locales/ko/privacy.json' with { type: 'json' };
import type { Context } from '#platform/context.ts';
import { locales } from '#platform/i18n/messages.ts';
import { contactOf, importText, uploadList } from '../import-list.ts';
import { activateContact } from '../portal.ts';
import type { TestApp } from '../start-app.ts';
import { openConsole, type Stage } from './open-console.ts';

const words = {
  en: { contacts: contactsEn, privacy: privacyEn, name: 'Ruth King', reason: 'Asked by letter on 20 November' },
  ko: { contacts: contactsKo, privacy: privacyKo, name: '김하늘', reason: '11월 20일 서면 요청' },
};
const email = 'ruth@hanbit.example';

const inConsole = openConsole();

/** Somebody with traces in many places, and another whose notes name him; his id. */
async function insertTraces(app: TestApp, admin: Context, name: string): Promise<number> {
  const header = 'name,email,phone,company,external id\n';
  await importText(app, admin, `${header}${name},${email},02-555-1234,Hanbit,K-77\n`);
  await importText(app, admin, `${header}${name},${email},02-555-9876,Hanbit,K-77\n`);
  await uploadList(admin, `${header}Omar,omar@acorn.example,,,\n`);
  await createContact(admin, { name: 'Omar', email: 'o@acorn.example', description: `→ ${email}` });
  const contact_id = (await contactOf(admin, email))!;
  await activateContact(admin, contact_id);
  return contact_id;
}

/** The same pages on a phone in the dark, none of them wider than it. */
async function lookOnPhone({ url, visit }: Stage, paths: Record<string, string>): Promise<void> {
  const { page, look } = await visit({ width: 390, height: 844, theme: 'dark' });
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(`${url}${path}`);
    await look(`${name}-phone`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, name);
  }
}

/** The file that a press on this link or button brings. Drawing a PDF takes its time where the machine is busy. */
async function downloaded(page: Page, name: string, role: 'link' | 'button'): Promise<Download> {
  const coming = page.waitForEvent('download', { timeout: 60_000 });
  // By script: a press would wait for the answer, but no longer than for any other page.
  await page.getByRole(role, { name }).evaluate((one: HTMLElement) => one.click());
  return coming;
}

for (const locale of locales) {
  const { contacts, privacy, name, reason } = words[locale];

  test(`an admin deletes a contact for ever, knows before what that reaches, and has a certificate (${locale})`, async () => {
    await inConsole({ locale }, async (stage) => {
      const { app, admin, url, visitor } = stage;
      const { page, look } = visitor;
      await page.goto(`${url}/settings/erasures`);
      await page.getByText(privacy.list.none, { exact: true }).waitFor();
      await look('erasures-empty');

      const contact_id = await insertTraces(app, admin, name);
      await page.goto(`${url}/contacts/${contact_id}`);
      await page.getByRole('button', { name: contacts.more }).press('Enter');
      await look('contact-more');
      await page.getByRole('link', { name: contacts.acts.export_person }).press('Enter');
      await page.getByRole('heading', { name: privacy.person.pdf_title }).waitFor();
      await look('export-person');
      await lookOnPhone(stage, { 'export-person': `/contacts/${contact_id}/export` });
      const asPdf = await downloaded(page, privacy.person.pdf_download, 'button');
      await asPdf.saveAs(`test/output/person-${locale}.pdf`);
      const asJson = await downloaded(page, privacy.person.json_download, 'button');
      assert.equal(JSON.parse(await readFile(await asJson.path(), 'utf8')).record.name, name);
      await page.goto(`${url}/contacts/${contact_id}`);
      await page.getByRole('button', { name: contacts.more }).press('Enter');
      await page.getByRole('link', { name: contacts.acts.erase, exact: true }).press('Enter');
      await page.getByRole('heading', { name: privacy.erase.places }).waitFor();
      await lookOnPhone(stage, { erase: `/contacts/${contact_id}/erase` });
      await look('erase');
      await page.getByLabel(privacy.erase.reason).fill(reason);
      await page.getByRole('button', { name: privacy.erase.submit, exact: true }).press('Enter');
      await page.locator('#field-is_confirmed [aria-invalid]').waitFor();
      await look('erase-not-confirmed');
      await page.getByLabel(privacy.erase.confirm).check();
      await page.getByRole('button', { name: privacy.erase.submit, exact: true }).press('Enter');
      await page.getByText(privacy.certificate.just_done).waitFor();
      await look('erasure');
      const erasure = new URL(page.url()).pathname;

      const download = await downloaded(page, privacy.certificate.download, 'link');
      const bytes = await readFile(await download.path());
      assert.match(bytes.subarray(0, 8).toString('latin1'), /^%PDF-1\.7/);
      await download.saveAs(`test/output/certificate-${locale}.pdf`);

      await page.goto(`${url}/contacts/new`);
      await page.locator('[name=name]').fill(name);
      await page.locator('[name=email]').fill(email);
      await page.getByRole('button', { name: contacts.save }).click();
      await page.getByLabel(contacts.erased_reason).waitFor();
      await look('contact-erased');
      await page.getByLabel(contacts.erased_reason).fill(reason);
      await page.getByRole('button', { name: contacts.save }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.goto(`${url}${erasure}`);
      await page.getByText(privacy.certificate.lifted).waitFor();
      await look('erasure-lifted');
      await page.goto(`${url}/settings/erasures`);
      await look('erasures');
      await lookOnPhone(stage, { erasures: '/settings/erasures', erasure });
    });
  });
}
