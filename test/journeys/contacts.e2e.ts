import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import en from '#locales/en/contacts.json' with { type: 'json' };
import fieldsEn from '#locales/en/custom-fields.json' with { type: 'json' };
import uiEn from '#locales/en/ui.json' with { type: 'json' };
import ko from '#locales/ko/contacts.json' with { type: 'json' };
import fieldsKo from '#locales/ko/custom-fields.json' with { type: 'json' };
import uiKo from '#locales/ko/ui.json' with { type: 'json' };
import type { Locale } from '#platform/i18n/messages.ts';
import type { Visitor } from './open-browser.ts';
import { openConsole } from './open-console.ts';

const words = { en, ko };
const fieldWords = { en: fieldsEn, ko: fieldsKo };
const uiWords = { en: uiEn, ko: uiKo };
const person = {
  en: { name: 'Ruth King', email: 'ruth@acorn.example', company: 'Litware', other: 'Litware Labs', part: 'uth k' },
  ko: { name: '김하늘', email: 'haneul@hanbit.example', company: '한빛소프트', other: '한빛연구소', part: 'ㄱㅎㄴ' },
};

const inConsole = openConsole();

for (const locale of ['en', 'ko'] as const) {
  test(`an agent adds a contact, finds, changes and invites her (${locale})`, async () => {
    await inConsole({ locale }, async ({ visitor, url }) => {
      await addContact(visitor, url, locale);
      await changeContact(visitor, locale);
      await inviteContact(visitor, url, locale);
      await chooseMany(visitor, url, locale);
    });
  });

  test(`contacts can be read and changed on a phone in the dark (${locale})`, async () => {
    await inConsole({ locale, width: 390, height: 844, theme: 'dark' }, async ({ visitor, url, admin }) => {
      const t = { ...words[locale], ...uiWords[locale] };
      const description = `${person[locale].name} ${person[locale].company}. `.repeat(400);
      const given = { ...person[locale], other: '', part: '', tags: 'reference, vip', description };
      const { id } = await createContact(admin, given);
      const { page, look } = visitor;
      for (const path of ['', '/new', `/${id}`, `/${id}/edit`, `/${id}/companies`]) {
        await page.goto(`${url}/contacts${path}`);
        await look(`contacts${path.replace(String(id), 'one').replaceAll('/', '-')}`);
      }
      await page.goto(`${url}/contacts/${id}`);
      assert.ok(((await page.locator('dl').boundingBox())?.height ?? 0) < 600, 'a long text takes the page');
      await page.getByText(t.long_text.more).click();
      await page.getByText(t.long_text.less).waitFor();
      await page.getByRole('link', { name: 'vip', exact: true }).click();
      await page.waitForURL(/where=tags%3Ais%3Avip/);
      await page.locator('tbody').getByText(given.name).waitFor();
    });
  });
}

for (const locale of ['en', 'ko'] as const) {
  test(`two windows change one contact: nothing is lost, and a clash is said (${locale})`, async () => {
    await inConsole({ locale }, async ({ visitor, url, admin, visit }) => {
      const t = { ...words[locale], ...fieldWords[locale] };
      const { id } = await createContact(admin, { ...person[locale], other: '', part: '' });
      const { page, look } = visitor;
      const { page: others } = await visit();
      for (const window of [page, others]) await window.goto(`${url}/contacts/${id}/edit`);
      await others.locator('[name=job_title]').fill('CFO');
      await others.locator('[name=phone]').fill('02-555-0100');
      await others.getByRole('button', { name: t.save }).click();
      await others.getByRole('heading', { level: 1, name: person[locale].name }).waitFor();
      await page.locator('[name=job_title]').fill('CEO');
      await page.locator('[name=tags]').fill('vip');
      await page.getByRole('button', { name: t.save }).click();
      await page.getByRole('alert').getByText('CFO').waitFor();
      await look('contacts-changed-meanwhile');
      await page.getByLabel(t.is_overwriting).check();
      await page.getByRole('button', { name: t.save }).click();
      await page.getByRole('heading', { level: 1, name: person[locale].name }).waitFor();
      const { job_title, phone, tags } = await findContact(admin, { id });
      assert.deepEqual([job_title, phone, tags], ['CEO', '02-555-0100', ['vip']]);
    });
  });
}

test('without script contacts are searched, added and corrected by plain forms', async () => {
  await inConsole({ locale: 'en', javaScript: false }, async ({ visitor, url, admin }) => {
    const { page } = visitor;
    const taken = await createContact(admin, { name: 'Ruth King', email: 'ruth@acorn.example' });
    await createContact(admin, { name: 'Omar Haddad', email: 'omar@acorn.example' });
    await page.goto(`${url}/contacts?view=unverified`);
    await page.getByRole('searchbox').fill('ruth');
    await page.getByRole('searchbox').press('Enter');
    await page.waitForURL(/search=ruth/);
    assert.deepEqual(await page.locator('tbody th').allTextContents(), ['Ruth King']);
    assert.match(page.url(), /view=unverified/);
    await page.goto(`${url}/contacts/new`);
    await page.locator('[name=name]').fill('Rita');
    await page.locator('[name=email]').fill('RUTH@acorn.example');
    await page.getByRole('button', { name: en.save }).click();
    await page.getByRole('alert').getByRole('link', { name: en.open_the_other }).click();
    assert.equal(new URL(page.url()).pathname, `/contacts/${taken.id}`);
  });
});

async function addContact({ page, look }: Visitor, url: string, locale: Locale): Promise<void> {
  const t = words[locale];
  const { name, email, company } = person[locale];
  await page.goto(`${url}/contacts`);
  await look('contacts-empty');
  await page.getByRole('link', { name: t.new }).first().click();
  await page.getByRole('button', { name: t.save }).click();
  // Every field in trouble says so beside it, and the summary above has the focus.
  await page.locator('#field-name [aria-invalid]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'alert');
  await look('contacts-new-refused');
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=email]').fill('nonsense');
  await page.getByRole('button', { name: t.save }).click();
  await page.locator('#field-email [aria-invalid]').waitFor();
  assert.equal(await page.locator('[name=name]').inputValue(), name);
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=company]').fill(company);
  await page.getByRole('button', { name: t.save }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await look('contacts-one');
}

async function changeContact({ page, look }: Visitor, locale: Locale): Promise<void> {
  const t = words[locale];
  const { company, other } = person[locale];
  await page.getByRole('link', { name: t.companies.edit, exact: true }).click();
  // Companies that exist are offered while their name is typed.
  const added = page.locator('[name=company]').nth(1);
  await added.pressSequentially(company.slice(0, 2));
  await page.locator(`datalist option[value="${company}"]`).waitFor({ state: 'attached' });
  await added.fill(other);
  await page.locator('[name=role]').nth(1).selectOption('contact_admin');
  await look('contacts-companies');
  await page.getByRole('button', { name: t.save }).click();
  await page.getByRole('link', { name: other }).waitFor();
  await page.locator('form:has([value=add_email]) [name=email]').fill('second@acorn.example');
  await page.getByRole('button', { name: t.addresses.add }).click();
  const options = t.addresses.options.replace('{email}', 'second@acorn.example');
  await page.getByRole('button', { name: options }).click();
  await page.getByRole('button', { name: t.addresses.make_primary_retire }).click();
  await page.getByText(t.addresses.retired, { exact: true }).waitFor();
  await page.getByRole('link', { name: t.edit }).click();
  await page.locator('[name=job_title]').fill('CFO');
  await page.getByRole('button', { name: t.save }).click();
  await page.getByText('CFO').first().waitFor();
  await look('contacts-changed');
}

async function inviteContact({ page, look }: Visitor, url: string, locale: Locale): Promise<void> {
  const t = words[locale];
  const { name, part } = person[locale];
  await page.goto(`${url}/contacts`, { waitUntil: 'networkidle' });
  await page.keyboard.press('/');
  await page.keyboard.type(part);
  await page.waitForURL(/search=/);
  const row = page.locator('tbody tr', { hasText: name });
  await row.hover();
  await row.getByRole('button', { name: t.access.invite }).click();
  await page.getByText(t.access.invitation_sent.replace('{name}', name)).waitFor();
  await row.getByText(t.states.invited).waitFor();
  await look('contacts-invited');
  await row.getByRole('link').first().click();
  await page.getByText(t.access.mail_is_off).waitFor();
  await page.getByRole('button', { name: t.access.make_link }).click();
  await page.getByText('/portal/activate?token=').waitFor();
  await look('contacts-link');
}

async function chooseMany({ page, look }: Visitor, url: string, locale: Locale): Promise<void> {
  const t = words[locale];
  for (const name of ['Ada', 'Grace', 'Maya']) {
    await page.goto(`${url}/contacts/new`);
    await page.locator('[name=name]').fill(name);
    await page.locator('[name=email]').fill(`${name}@acorn.example`);
    await page.getByRole('button', { name: t.save }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }
  await page.goto(`${url}/contacts`, { waitUntil: 'networkidle' });
  const boxes = page.locator('tbody input[type=checkbox]');
  await boxes.first().click();
  await boxes.nth(2).click({ modifiers: ['Shift'] });
  assert.equal(await page.locator('tbody input:checked').count(), 3);
  await look('contacts-chosen');
  const target = await page.getByRole('link', { name: t.invite_selected, exact: true }).getAttribute('href');
  assert.match(target!, /act=invite&ids=\d+%2C\d+%2C\d+$/);
  await boxes.nth(1).press('ArrowDown');
  assert.ok(await boxes.nth(2).evaluate((box) => box === document.activeElement));
}
