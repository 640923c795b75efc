import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import en from '#locales/en/contacts.json' with { type: 'json' };
import ko from '#locales/ko/contacts.json' with { type: 'json' };
import { openConsole } from './open-console.ts';

const words = { en, ko };
const people = {
  en: { name: 'Ruth King', companies: ['Litware', 'Litware Labs'], title: 'Buyer', next: 'Head of purchasing' },
  ko: { name: '김하늘', companies: ['한빛소프트', '한빛연구소'], title: '구매 담당', next: '구매팀장' },
};
const inConsole = openConsole();

for (const [locale, theme] of [
  ['en', 'light'],
  ['ko', 'dark'],
] as const) {
  test(`a contact is seen whole at 1440 by 900: access, addresses, companies and the latest six changes (${locale})`, async () => {
    await inConsole({ locale, theme }, async ({ visitor, url, admin }) => {
      const t = words[locale];
      const { name, companies, title, next } = people[locale];
      const { page, look } = visitor;
      const { id } = await createContact(admin, { name, email: 'ruth@hanbit.example', phone: '02-555-1234' });
      await addContactEmail(admin, { contact_id: id, email: 'ruth.king@hanbit.example' });
      const memberships = companies.map((company, at) => ({
        company,
        is_primary: at === 0,
        role: at === 0 ? ('contact_admin' as const) : ('none' as const),
        ticket_visibility: at === 0 ? ('company_and_children' as const) : ('own' as const),
      }));
      await updateMemberships(admin, { contact_id: id, memberships });
      await updateContact(admin, { id, job_title: title, mobile: '010-2077-9850', tags: 'vip, seoul' });
      await updateContact(admin, { id, job_title: next, address: '1 Teheran-ro\nSeoul' });
      await updateContact(admin, { id, description: 'Prefers mail.' });
      await inviteContact(admin, { contact_id: id });
      await page.goto(`${url}/contacts/${id}`);
      for (const heading of [t.portal, t.addresses.title, t.companies.title])
        assert.ok(await isInSight(page.getByRole('heading', { name: heading, exact: true })), heading);
      const entries = page.locator('main ol > li, ol[aria-label] > li').filter({ has: page.locator('time') });
      assert.equal(await entries.count(), 6);
      assert.ok(await isInSight(entries.nth(5)), 'the sixth');
      await look('contact-glance');
    });
  });
}

async function isInSight(element: Locator): Promise<boolean> {
  const box = await element.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= 900;
}
