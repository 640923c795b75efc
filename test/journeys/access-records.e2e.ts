import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { findViewedContact } from '#features/contacts/find-viewed-contact.ts';
import { copyInvitationLink } from '#features/invitations/copy-invitation-link.ts';
import { readPerson } from '#features/privacy/read-person.ts';
import en from '#locales/en/access-records.json' with { type: 'json' };
import contactsEn from '#locales/en/contacts.json' with { type: 'json' };
import ko from '#locales/ko/access-records.json' with { type: 'json' };
import contactsKo from '#locales/ko/contacts.json' with { type: 'json' };
import { openConsole } from './open-console.ts';

const words = { en: { ...en, contacts: contactsEn }, ko: { ...ko, contacts: contactsKo } };
const inConsole = openConsole();

for (const [locale, theme, width] of [
  ['en', 'light', 1440],
  ['ko', 'dark', 390],
] as const) {
  test(`an admin finds out who looked at a contact, from his page, and takes the records out (${locale})`, async () => {
    const height = width === 390 ? 844 : 900;
    await inConsole({ locale, theme, width, height }, async ({ visitor, url, app, admin }) => {
      const t = words[locale];
      const { page, look } = visitor;
      const names = locale === 'ko' ? ['김하늘', '이서아', '박민준'] : ['Ruth King', 'Omar Reyes', 'Emma Labs'];
      const ids: number[] = [];
      for (const [at, name] of names.entries()) {
        ids.push((await createContact(admin, { name, email: `c${at}@hanbit.example`, company: 'Hanbit' })).id);
      }
      for (const [at, id] of [...ids, ...ids].entries()) {
        const agent = await app.ctxOfAgent(at % 2 ? 'agent' : 'supervisor');
        const origin = { request_id: `r${at}`, ip: `203.0.113.${10 + at}`, user_agent: '' };
        await findViewedContact({ ...agent, origin }, { id });
        if (at % 2 === 0) await readPerson({ ...agent, origin }, { contact_id: id });
      }
      await copyInvitationLink(admin, { contact_id: ids[1]! });

      await page.goto(`${url}/settings/access-records`, { waitUntil: 'networkidle' });
      await look('access-records');
      await page.locator('[name=kind]').selectOption('person_exported');
      await page.getByRole('button', { name: t.apply }).press('Enter');
      await page.waitForURL(/kind=person_exported/);
      await page.locator('tbody tr').nth(3).waitFor({ state: 'detached' });
      assert.equal(await page.locator('tbody tr').count(), 3);
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: t.export }).click();
      const text = await readFile(await (await download).path(), 'utf8');
      assert.equal(text.trim().split('\r\n').length, 1 + 3);

      await page.goto(`${url}/contacts/${ids[0]}`);
      await page.getByRole('button', { name: t.contacts.more, exact: true }).press('Enter');
      await page.getByRole('link', { name: t.contacts.acts.see_access }).press('Enter');
      await page.waitForURL(`**/settings/access-records?contact=${ids[0]}`);
      await page.getByRole('link', { name: t.all_contacts }).waitFor();
      // Two colleagues looked, one of them exported, twice; and the admin himself looked just now.
      assert.equal(await page.locator('tbody tr').count(), 4);
      await look('access-records-of-contact');
      await page.getByRole('link', { name: t.all_contacts }).press('Enter');
      await page.waitForURL(/access-records$/);
      await page.goto(`${url}/settings/access-records?until=2020-01-01`);
      await look('access-records-nothing');
    });
  });
}
