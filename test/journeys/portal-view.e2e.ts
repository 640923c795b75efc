import assert from 'node:assert/strict';
import { test } from 'node:test';
import en from '#locales/en/contacts.json' with { type: 'json' };
import enPortal from '#locales/en/portal-access.json' with { type: 'json' };
import ko from '#locales/ko/contacts.json' with { type: 'json' };
import koPortal from '#locales/ko/portal-access.json' with { type: 'json' };
import { activateContact, insertContact } from '../portal.ts';
import { openConsole } from './open-console.ts';

const words = { en: { ...en, ...enPortal }, ko: { ...ko, ...koPortal } };
const inConsole = openConsole();

for (const [locale, theme, width, name] of [
  ['en', 'light', 1440, 'Ruth King'],
  ['ko', 'dark', 390, '김하늘'],
] as const) {
  test(`an agent looks at the portal as a contact sees it, can send nothing and comes back (${locale})`, async () => {
    const height = width === 390 ? 844 : 900;
    await inConsole({ locale, theme, width, height }, async ({ visitor, url, admin }) => {
      const t = words[locale];
      const { page, look } = visitor;
      const id = await insertContact(admin, { name, email: 'ruth@hanbit.example', language: locale });
      await activateContact(admin, id);
      await page.goto(`${url}/contacts/${id}`, { waitUntil: 'networkidle' });
      await page.getByRole('button', { name: t.more, exact: true }).press('Enter');
      await look('portal-view-menu');
      await page.getByRole('button', { name: t.view_portal }).press('Enter');
      await page.waitForURL(`${url}/portal`);
      await page.getByText(t.view.looking.replace('{name}', name)).waitFor();
      await look('portal-view');
      await page.goto(`${url}/portal/profile`);
      await page.locator('[name=name]').fill('Mallory');
      await page.locator('main [type=submit]').first().press('Enter');
      await page.waitForLoadState();
      await look('portal-view-refused');
      await page.goto(`${url}/portal/profile`);
      assert.equal(await page.locator('[name=name]').inputValue(), name);
      await page.getByRole('button', { name: t.view.end }).press('Enter');
      await page.waitForURL(`${url}/contacts/${id}`);
      await page.goto(`${url}/portal`);
      assert.equal(new URL(page.url()).pathname, '/portal/sign-in');
    });
  });
}
