import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import companiesEn from '#locales/en/companies.json' with { type: 'json' };
import listsEn from '#locales/en/lists.json' with { type: 'json' };
import savedEn from '#locales/en/saved-views.json' with { type: 'json' };
import uiEn from '#locales/en/ui.json' with { type: 'json' };
import companiesKo from '#locales/ko/companies.json' with { type: 'json' };
import listsKo from '#locales/ko/lists.json' with { type: 'json' };
import savedKo from '#locales/ko/saved-views.json' with { type: 'json' };
import uiKo from '#locales/ko/ui.json' with { type: 'json' };
import type { Context } from '#platform/context.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { Visitor } from './open-browser.ts';
import { openConsole } from './open-console.ts';

const words = { en: companiesEn, ko: companiesKo };
const lists = { en: listsEn, ko: listsKo };
const saved = { en: savedEn, ko: savedKo };
const ui = { en: uiEn, ko: uiKo };
const names = {
  en: {
    group: 'Litware Group',
    others: ['Litware Asia', 'Fabrikam', 'Contoso Foods', 'Northwind Traders', 'Adatum', 'Woodgrove Bank'],
    industries: ['Software', 'Retail', 'Logistics'],
    plan: 'Plan',
  },
  ko: {
    group: '한빛그룹',
    others: ['한빛소프트', '푸른홀딩스', '새벽식품', '다온물류', '가람은행', '누리통신'],
    industries: ['소프트웨어', '유통', '물류'],
    plan: '요금제',
  },
};

const inConsole = openConsole();

for (const locale of ['en', 'ko'] as const) {
  test(`the list of companies is narrowed by any field and shows the columns chosen (${locale})`, async () => {
    await inConsole({ locale }, async ({ visitor, url, admin }) => {
      await fillList(admin, locale);
      await narrow(visitor, url, locale);
      await keep(visitor, url, locale);
      await chooseColumns(visitor, url, locale);
    });
  });

  test(`companies are filtered and walked by keys alone, in the dark (${locale})`, async () => {
    await inConsole({ locale, theme: 'dark' }, async ({ visitor, url, admin }) => {
      await fillList(admin, locale);
      await walk(visitor, url, locale);
    });
  });

  test(`filter and columns of companies fit a phone (${locale})`, async () => {
    await inConsole({ locale, width: 390, height: 844 }, async ({ visitor: { page, look }, url, admin }) => {
      const group_id = await fillList(admin, locale);
      const where = [`parent_company:is_in_tree:${group_id}`, 'or', 'contacts_count:is:0'];
      await page.goto(`${url}/companies?${new URLSearchParams(where.map((one) => ['where', one]))}`);
      await look('companies-filtered');
      await page.getByRole('button', { name: lists[locale].filter.open, exact: false }).first().click();
      await page.getByRole('dialog', { name: lists[locale].filter.title }).waitFor();
      await look('companies-filter');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: lists[locale].display.open }).click();
      await page.getByRole('dialog', { name: lists[locale].display.title }).waitFor();
      await look('companies-columns');
    });
  });
}

async function fillList(admin: Context, locale: Locale): Promise<number> {
  const { group, others, industries, plan } = names[locale];
  const label = { record: 'company', label_en: 'Plan', label_ko: '요금제' } as const;
  await createCustomField(admin, { ...label, kind: 'dropdown', choices: 'Free\nTeam' });
  const { id } = await createCompany(admin, { name: group, domains: 'litware.example', account_tier: 'Gold' });
  for (const [at, name] of others.entries()) {
    await createCompany(admin, {
      name,
      domains: at % 2 ? `company${at}.example` : '',
      industry: industries[at % 3]!,
      account_tier: at % 2 ? 'Gold' : 'Silver',
      parent_company: at === 0 ? group : '',
      custom_fields: { plan: at < 3 ? 'Team' : 'Free' },
    });
    for (let n = 0; n < at; n++)
      await createContact(admin, { name: `${plan} ${n}`, unique_external_id: `${at}-${n}`, company: name });
  }
  return id;
}

const listed = ({ page }: Visitor) => page.locator('tbody th').allTextContents();
/** An address changes before its page is there. */
const shows = async (visitor: Visitor, expected: readonly string[]) => {
  await visitor.page.locator('tbody tr').nth(expected.length).waitFor({ state: 'detached' });
  await visitor.page.locator('tbody th', { hasText: expected[0]! }).waitFor();
  assert.deepEqual((await listed(visitor)).sort(), [...expected].sort());
};

async function narrow(visitor: Visitor, url: string, locale: Locale): Promise<void> {
  const { page, look } = visitor;
  const t = lists[locale].filter;
  const { group, others } = names[locale];
  await page.goto(`${url}/companies`, { waitUntil: 'networkidle' });
  await look('companies');
  await page.getByRole('button', { name: t.open }).click();
  const dialog = page.getByRole('dialog', { name: t.title });
  await dialog.getByLabel(t.field).selectOption('parent_company');
  await dialog.getByLabel(t.operator).selectOption('is_in_tree');
  await dialog.getByPlaceholder(t.company_hint).fill(group);
  await page.locator(`datalist option[value="${group}"]`).waitFor({ state: 'attached' });
  await dialog.getByRole('button', { name: t.or_add }).click();
  const second = dialog.getByRole('group', { name: t.company.other_group });
  await second.getByLabel(t.field).selectOption('contacts_count');
  await second.getByLabel(t.operator).selectOption('more_than');
  await second.getByLabel(t.value).fill('3');
  await second.getByRole('button', { name: t.and_add }).click();
  await second.getByLabel(t.field).nth(1).selectOption('custom_fields.plan');
  await second.getByLabel('Free').check();
  await look('companies-filter');
  await dialog.getByRole('button', { name: t.company.show }).click();
  await page.waitForURL(/where=or/);
  await shows(visitor, [others[0]!, others[4]!, others[5]!]);
  await look('companies-filtered');
  await page.getByRole('link', { name: new RegExp(`${words[locale].fields.parent_company}.*${group}`) }).click();
  await page.waitForURL((address) => !address.search.includes('parent_company'));
  await shows(visitor, [others[4]!, others[5]!]);
  await page.goto(`${url}/companies?where=industry%3Ais%3ANone`, { waitUntil: 'networkidle' });
  await look('companies-none');
  await page.getByRole('link', { name: words[locale].show_all }).click();
  await page.locator('tbody tr').nth(6).waitFor();
}

async function keep(visitor: Visitor, url: string, locale: Locale): Promise<void> {
  const { page, look } = visitor;
  const t = saved[locale];
  const name = locale === 'ko' ? '골드 고객사' : 'Gold customers';
  await page.goto(`${url}/companies?where=account_tier%3Ais%3AGold`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: t.save, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: t.save_title });
  await dialog.getByLabel(t.fields.name).fill(name);
  await dialog.getByLabel(t.fields.is_shared).check();
  await dialog.getByRole('button', { name: t.save, exact: true }).click();
  await page.waitForURL(/companies.*saved_view=\d+/);
  const tab = page.getByRole('link', { name: new RegExp(`^${name}`) });
  await tab.getByText('4').waitFor();
  assert.equal(await tab.getAttribute('aria-current'), 'page');
  await page.getByRole('columnheader', { name: words[locale].contacts }).getByRole('link').click();
  await page.getByRole('button', { name: t.save_changes }).click();
  await page.getByRole('button', { name: t.save_changes }).waitFor({ state: 'detached' });
  await look('companies-view');
  await page.getByRole('button', { name: t.options.replace('{name}', name) }).click();
  await page.getByRole('button', { name: t.delete }).click();
  await page.getByText(t.deleted.replace('{name}', name)).waitFor();
  await page.waitForURL(/\/companies$/);
  await page.getByRole('button', { name: ui[locale].toast.undo }).click();
  await page.waitForURL(/companies.*saved_view=\d+/);
  await tab.waitFor();
  await page.goto(`${url}/contacts`);
  assert.equal(await tab.count(), 0);
}

async function chooseColumns({ page, look }: Visitor, url: string, locale: Locale): Promise<void> {
  const t = lists[locale].display;
  const { plan } = names[locale];
  await page.goto(`${url}/companies`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: t.open }).click();
  const dialog = page.getByRole('dialog', { name: t.title });
  await dialog.getByRole('button', { name: plan, exact: true }).click();
  for (let n = 0; n < 6; n++) await dialog.getByRole('button', { name: t.up.replace('{column}', plan) }).press('Enter');
  await look('companies-columns');
  await dialog.getByRole('button', { name: t.apply }).click();
  await page.waitForURL(/columns=custom_fields.plan%2Cparent_company/);
  const head = page.locator('thead th').nth(1).getByRole('link', { name: plan });
  await head.click();
  await page.waitForURL(/sort=custom_fields.plan/);
  await page.locator('thead th[aria-sort=ascending]', { hasText: plan }).waitFor();
  await page.getByRole('columnheader', { name: words[locale].contacts }).getByRole('link').click();
  await page.waitForURL(/sort=contacts_count/);
  await page.locator('thead th[aria-sort=ascending]', { hasText: words[locale].contacts }).waitFor();
  await look('companies-sorted');
}

async function walk(visitor: Visitor, url: string, locale: Locale): Promise<void> {
  const { page, look } = visitor;
  const t = lists[locale];
  const { others } = names[locale];
  await page.goto(`${url}/companies`, { waitUntil: 'networkidle' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: t.keys.title }).waitFor();
  await look('companies-keys');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: t.filter.open }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: t.filter.title });
  await dialog.getByLabel(t.filter.operator).selectOption('contains');
  await dialog.getByLabel(t.filter.value).focus();
  await page.keyboard.type(others[2]!.slice(0, 3));
  await look('companies-filter');
  await page.keyboard.press('Enter');
  await page.waitForURL(/where=name/);
  await shows(visitor, [others[2]!]);
  await page
    .getByRole('link', { name: new RegExp(words[locale].fields.name) })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => !address.search.includes('where'));
  await page.locator('tbody tr').nth(6).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type(others[3]!.slice(0, 3));
  await page.waitForURL(/search=/);
  await shows(visitor, [others[3]!]);
  await page.locator('tbody th a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/companies\/\d+$/);
}
