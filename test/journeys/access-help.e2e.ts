import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { retireContactEmail } from '#features/contacts/addresses/retire-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { createConsent } from '#features/portal-access/consents/create-consent.ts';
import { readTicks } from '#features/portal-access/consents/read-ticks.ts';
import { writeConsents } from '#features/portal-access/consents/write-consents.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import { stranger } from '../sign-ups.ts';
import type { Visit } from './open-browser.ts';
import { openConsole, type Stage } from './open-console.ts';

const visit = openConsole();
const visits: (Visit & { unlock: string; check: string; unknown: RegExp })[] = [
  { locale: 'en', width: 1440, theme: 'light', unlock: 'Unlock', check: 'Check', unknown: /tried 2 times in vain/ },
  {
    locale: 'ko',
    width: 390,
    height: 844,
    theme: 'dark',
    unlock: '잠금 해제',
    check: '확인',
    unknown: /2회 로그인을 시도/,
  },
];

for (const { unlock, check, unknown, ...look } of visits) {
  test(`an agent reads why a customer can’t get in, and puts it right (${look.locale})`, () =>
    visit(look, async (stage) => {
      const id = await prepare(stage);
      const { page, look: see } = stage.visitor;
      await page.goto(`${stage.url}/contacts/${id}`);
      await page.click(`main [href="/contacts/${id}/access"]`);
      await page.waitForURL(/\/access$/);
      await see('access-help');
      const button = page.getByRole('button', { name: unlock, exact: true });
      await button.click();
      await button.waitFor({ state: 'detached' });
      await page.fill('input[type=email]', 'sky@hanbit.example');
      await page.getByRole('button', { name: check, exact: true }).click();
      await page.getByText(unknown).first().waitFor();
      await see('access-help-checked');
    }));
}

async function prepare({ app, admin }: Stage): Promise<number> {
  await createCompany(admin, { name: 'Hanbit', domains: 'hanbit.example' });
  const { id } = await createContact(admin, {
    name: '김하늘',
    email: 'haneul@hanbit.example',
    other_emails: 'old@hanbit.example',
    company: 'Hanbit',
  });
  await retireContactEmail(admin, { contact_id: id, email: 'old@hanbit.example' });
  await inviteContact(admin, { contact_id: id });
  const attempt = (email: string) =>
    assert.rejects(signIn(stranger(app), { email, password: 'whatever it was', is_remembered: false, device: null }));
  for (const email of ['old@hanbit.example', 'haneul@hanbit.example', 'sky@hanbit.example', 'sky@hanbit.example']) {
    await attempt(email);
  }
  await lockContacts(admin, { contact_ids: [id] });
  const consent = await createConsent(admin, { label_en: 'News by mail', label_ko: '소식 메일 수신' });
  await writeConsents(admin, { contact_id: id, given: await readTicks(stranger(app), [consent.id]) });
  return id;
}
