import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { createContact } from '#features/contacts/create-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import en from '#locales/en/contacts.json' with { type: 'json' };
import listsEn from '#locales/en/lists.json' with { type: 'json' };
import savedEn from '#locales/en/saved-views.json' with { type: 'json' };
import uiEn from '#locales/en/ui.json' with { type: 'json' };
import ko from '#locales/ko/contacts.json' with { type: 'json' };
import listsKo from '#locales/ko/lists.json' with { type: 'json' };
import savedKo from '#locales/ko/saved-views.json' with { type: 'json' };
import uiKo from '#locales/ko/ui.json' with { type: 'json' };
import type { Context } from '#platform/context.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { Visitor } from './open-browser.ts';
import { openConsole } from './open-console.ts';

const words = { en, ko };
const lists = { en: listsEn, ko: listsKo };
const saved = { en: savedEn, ko: savedKo };
const ui = { en: uiEn, ko: uiKo };
const family = ['김하늘', 'Ruth King', 'Omar Haddad', '박민수', 'Ana Silva', 'Łukasz Clark', '이서연', 'Maya Okoye'];

const inConsole = openConsole();

for (const locale of ['en', 'ko'] as const) {
  test(`a list is narrowed, kept as a view, changed and shared by its address (${locale})`, async () => {
    await inConsole({ locale }, async ({ visitor, url, admin }) => {
      await fillList(admin);
      await narrow(visitor, url, locale);
      await keep(visitor, locale);
      await chooseColumns(visitor, locale);
    });
  });

  test(`the list is walked, chosen from and searched by keys alone (${locale})`, async () => {
    await inConsole({ locale, theme: 'dark' }, async ({ visitor, url, admin }) => {
      await fillList(admin);
      await walk(visitor, url, locale);
    });
  });

  test(`filter, order and columns fit a phone (${locale})`, async () => {
    await inConsole({ locale, width: 390, height: 844 }, async ({ visitor: { page, look }, url, admin }) => {
      await fillList(admin);
      await page.goto(`${url}/contacts?where=tags%3Ais%3Avip&where=or&where=custom_fields.plan%3Ais%3ATeam`);
      await page.getByRole('button', { name: lists[locale].filter.open, exact: false }).first().click();
      await page.getByRole('dialog', { name: lists[locale].filter.title }).waitFor();
      await look('list-filter');
      await page.keyboard.press('Escape');
      await look('list-filtered');
      await page.getByRole('button', { name: lists[locale].display.open }).click();
      await look('list-columns');
      await sortByHidden(page, locale);
      await look('list-sorted');
    });
  });
}

/** A card has no header to press, and the plan is no column: the list says itself by what it is sorted. */
async function sortByHidden(page: Page, locale: Locale): Promise<void> {
  const { display, shown } = lists[locale];
  const dialog = page.getByRole('dialog', { name: display.title });
  const field = locale === 'ko' ? '요금제' : 'Plan';
  await dialog.getByLabel(display.sort_by).selectOption({ label: field });
  await dialog.getByLabel(display.direction).selectOption('descending');
  await dialog.getByRole('button', { name: display.apply }).click();
  await page.waitForURL(/sort=custom_fields\.plan&order=descending/);
  await page.getByText(shown.sorted_down.replace('{field}', field)).waitFor();
  await page.getByRole('button', { name: display.open }).click();
  await dialog.getByLabel(display.direction).selectOption('ascending');
  await dialog.getByRole('button', { name: display.apply }).click();
  await page.getByText(shown.sorted_up.replace('{field}', field)).waitFor();
  assert.doesNotMatch(page.url(), /order=/);
}

async function fillList(admin: Context): Promise<void> {
  await createCustomField(admin, {
    record: 'contact',
    kind: 'dropdown',
    label_en: 'Plan',
    label_ko: '요금제',
    choices: 'Free\nTeam',
  });
  for (const [at, name] of family.entries()) {
    await createContact(admin, {
      name,
      email: `person${at}@acorn.example`,
      company: at % 2 ? 'Litware' : '한빛소프트',
      tags: at % 3 === 0 ? 'vip' : '',
      custom_fields: { plan: at % 2 ? 'Team' : 'Free' },
    });
  }
}

const names = ({ page }: Visitor) => page.locator('tbody th').allTextContents();

async function narrow(visitor: Visitor, url: string, locale: Locale): Promise<void> {
  const { page, look } = visitor;
  const t = lists[locale].filter;
  await page.goto(`${url}/contacts`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: t.open }).click();
  const dialog = page.getByRole('dialog', { name: t.title });
  await dialog.getByRole('button', { name: t.contact.show }).click();
  await dialog.getByText(t.value_missing).waitFor();
  await look('list-filter-missing');
  await dialog.getByLabel(t.value).fill('VIP');
  await dialog.getByRole('button', { name: t.or_add }).click();
  const second = dialog.getByRole('group', { name: t.contact.other_group });
  await second.getByLabel(t.field).selectOption('custom_fields.plan');
  await second.getByLabel('Team').check();
  await second.getByRole('button', { name: t.and_add }).click();
  await second.getByLabel(t.field).nth(1).selectOption('company');
  await second.getByPlaceholder(t.company_hint).fill('litware');
  await page.locator('datalist option[value="Litware"]').waitFor({ state: 'attached' });
  await look('list-filter');
  await dialog.getByRole('button', { name: t.contact.show }).click();
  await page.waitForURL(/where=or/);
  await page.locator('tbody tr').nth(6).waitFor({ state: 'detached' });
  assert.equal((await names(visitor)).length, 6);
  await look('list-filtered');
  await page.getByRole('link', { name: /VIP/ }).click();
  await page.waitForURL((address) => !address.search.includes('VIP'));
  await page.locator('tbody tr').nth(4).waitFor({ state: 'detached' });
  assert.equal((await names(visitor)).length, 4);
}

async function keep(visitor: Visitor, locale: Locale): Promise<void> {
  const { page, look } = visitor;
  const t = saved[locale];
  const name = locale === 'ko' ? '리트웨어 팀' : 'Litware team';
  await page.getByRole('button', { name: t.save, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: t.save_title });
  await dialog.getByLabel(t.fields.name).fill(name);
  await dialog.getByLabel(t.fields.is_shared).check();
  await look('list-save-view');
  await dialog.getByRole('button', { name: t.save, exact: true }).click();
  await page.waitForURL(/saved_view=\d+/);
  const tab = page.getByRole('link', { name: new RegExp(`^${name}`) });
  await tab.getByText('4').waitFor();
  assert.equal(await tab.getAttribute('aria-current'), 'page');
  // Another order is a change of the view: it can be kept or taken back.
  await page.getByRole('columnheader', { name: words[locale].fields.company }).getByRole('link').click();
  await page.getByRole('button', { name: t.save_changes }).click();
  await page.getByRole('button', { name: t.save_changes }).waitFor({ state: 'detached' });
  await look('list-view');
  await page.getByRole('button', { name: t.options.replace('{name}', name) }).click();
  await page.getByRole('button', { name: t.delete }).click();
  await page.getByText(t.deleted.replace('{name}', name)).waitFor();
  await page.getByRole('button', { name: ui[locale].toast.undo }).click();
  await page.waitForURL(/saved_view=\d+/);
  await page.getByRole('link', { name: new RegExp(`^${name}`) }).waitFor();
}

async function chooseColumns({ page, look }: Visitor, locale: Locale): Promise<void> {
  const t = lists[locale].display;
  const plan = locale === 'ko' ? '요금제' : 'Plan';
  await page.getByRole('button', { name: t.open }).click();
  const dialog = page.getByRole('dialog', { name: t.title });
  await dialog.getByRole('button', { name: plan, exact: true }).click();
  for (let n = 0; n < 5; n++) await dialog.getByRole('button', { name: t.up.replace('{column}', plan) }).press('Enter');
  await look('list-columns');
  await dialog.getByRole('button', { name: t.apply }).click();
  await page.waitForURL(/columns=custom_fields.plan%2Cemail/);
  // An address changes before its page is there.
  await page.locator('thead th').nth(2).getByText(plan).waitFor();
  await page.getByRole('button', { name: t.open }).click();
  await page.getByRole('button', { name: ui[locale].density.comfortable }).click();
  await page.locator('html[data-density=comfortable]').waitFor();
  await look('list-comfortable');
}

async function walk({ page, look }: Visitor, url: string, locale: Locale): Promise<void> {
  await page.goto(`${url}/contacts`, { waitUntil: 'networkidle' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: lists[locale].keys.title }).waitFor();
  await look('list-keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('acorn');
  await page.waitForURL(/search=acorn/);
  await page.getByRole('status').filter({ hasText: '8' }).waitFor();
  const links = page.locator('tbody th a');
  await links.first().focus();
  await page.keyboard.press('Space');
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Space');
  await page.locator('tbody input:checked').nth(3).waitFor();
  assert.equal(await page.locator('tbody input:checked').count(), 4);
  await look('list-chosen');
  await page.keyboard.press('Escape');
  await page.locator('tbody input:checked').first().waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/contacts\/\d+$/);
}
