import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import bulkEn from '#locales/en/bulk-actions.json' with { type: 'json' };
import en from '#locales/en/contacts.json' with { type: 'json' };
import bulkKo from '#locales/ko/bulk-actions.json' with { type: 'json' };
import ko from '#locales/ko/contacts.json' with { type: 'json' };
import type { Locale } from '#platform/i18n/messages.ts';
import { activateContact, insertContact } from '../portal.ts';
import type { Visitor } from './open-browser.ts';
import { openConsole, type Stage } from './open-console.ts';

const words = { en: { ...en, bulk: bulkEn }, ko: { ...ko, bulk: bulkKo } };
const names = {
  en: ['Ruth King', 'Ada Fenn', 'Omar Bell', 'Lena Voss', 'Paul Reed', 'Mina Cho'],
  ko: ['김하늘', '이서연', '박지호', '최수아', '정민준', '강예은'],
};

const inConsole = openConsole();

/** Six contacts, the first with access to the portal, two with a tag; the ids in the order of the names. */
async function fill({ admin }: Pick<Stage, 'admin'>, locale: Locale): Promise<number[]> {
  const company = locale === 'ko' ? '한빛소프트' : 'Litware';
  const ids: number[] = [];
  for (const [n, name] of names[locale].entries()) {
    if (n === 0) {
      ids.push(await insertContact(admin, { name, email: 'first@hanbit.example' }));
      await activateContact(admin, ids[0]!);
    } else {
      const given = { name, email: `c${n}@hanbit.example`, job_title: n % 2 ? 'CFO' : '', tags: n < 3 ? 'VIP' : '' };
      ids.push((await createContact(admin, { ...given, company })).id);
    }
  }
  return ids;
}

for (const locale of ['en', 'ko'] as const) {
  test(`one contact is locked, deactivated and deleted from the keyboard, and each is undone (${locale})`, async () => {
    await inConsole({ locale }, async (stage) => {
      const { page, look } = stage.visitor;
      const t = words[locale];
      const [id] = await fill(stage, locale);
      await page.goto(`${stage.url}/contacts/${id}`);
      const choose = async (entry: string) => {
        await page.getByRole('button', { name: t.more }).focus();
        await page.keyboard.press('Enter');
        const item = page.getByRole('button', { name: entry, exact: true });
        await item.focus();
        await page.keyboard.press('Enter');
      };
      const undo = async () => {
        await page.getByRole('status').getByRole('button', { name: t.standing.undo }).press('Enter');
        await page.getByText(t.standing.done.undo).waitFor();
      };
      await page.getByRole('button', { name: t.more }).click();
      await look('contact-more');
      await page.keyboard.press('Escape');
      await choose(t.acts.lock);
      await page.getByText(t.standing.done.lock.replace('{name}', names[locale][0]!)).waitFor();
      await look('contact-locked');
      await undo();
      await choose(t.acts.deactivate);
      await page.getByRole('status').getByRole('button', { name: t.standing.undo }).waitFor();
      await look('contact-deactivated');
      await undo();
      await choose(t.acts.block);
      await page.getByRole('status').getByRole('button', { name: t.standing.undo }).waitFor();
      await page.goto(`${stage.url}/contacts/${id}`);
      await page.getByText(t.standing.blocked).waitFor();
      await look('contact-blocked');
      await page.getByRole('button', { name: t.standing.unblock }).click();
      await page.getByText(t.standing.blocked).waitFor({ state: 'detached' });
      await choose(t.acts.delete);
      await page.getByText(t.standing.deleted_undo_hint).waitFor();
      await look('contact-just-deleted');
      await undo();
      assert.equal((await findContact(stage.admin, { id: id! })).portal_state, 'active');
      await choose(t.acts.delete);
      await page.getByText(t.standing.deleted_undo_hint).waitFor();
      await page.goto(`${stage.url}/contacts?view=deleted`);
      await look('contacts-deleted');
      await page.getByRole('link', { name: names[locale][0]! }).click();
      await look('contact-deleted');
      await page.getByRole('button', { name: t.standing.restore }).click();
      await page.getByText(t.standing.done.restore).waitFor();
    });
  });

  test(`many are tagged, seen at work, and taken back (${locale})`, async () => {
    await inConsole({ locale }, async (stage) => {
      const { page, look } = stage.visitor;
      const t = words[locale].bulk;
      await fill(stage, locale);
      await page.goto(`${stage.url}/contacts`);
      await page.locator('thead input[type=checkbox]').press('Space');
      await page.getByRole('toolbar').getByRole('button', { name: t.more }).press('Enter');
      await look('bulk-menu');
      await page.getByRole('link', { name: t.acts.add_tags.name, exact: true }).press('Enter');
      await page.locator('[name=tags]').waitFor();
      await look('bulk-tags-asked');
      await page.locator('[name=tags]').fill('vip, 2026');
      await page.locator('[name=tags]').press('Enter');
      await page.getByText(t.nothing_written_yet).waitFor();
      await look('bulk-tags-preview');
      await page.locator('main form[method=post] button[type=submit]').first().press('Enter');
      await page.waitForURL(/\/bulk-actions\/\d+$/);
      await stage.app.worker.runDue();
      // Nobody reloads: the page hears of it.
      await page.getByRole('button', { name: t.undo }).waitFor();
      await look('bulk-tags-done');
      await page.getByRole('button', { name: t.undo }).press('Enter');
      await page.waitForURL(/\/bulk-actions\/2$/);
      await stage.app.worker.runDue();
      await page.getByText(words[locale].bulk.states.done, { exact: true }).first().waitFor();
      await look('bulk-tags-undone');
      await chooseField(stage, locale);
      await refuseCompany(stage.visitor, stage.url, locale);
      await page.goto(`${stage.url}/bulk-actions`);
      await look('bulk-action-list');
      await lookElsewhere(await stage.visit({ width: 390, height: 844 }), stage.url);
      await lookElsewhere(await stage.visit({ theme: 'dark' }), stage.url);
    });
  });
}

async function chooseField({ visitor: { page, look }, url, app }: Stage, locale: Locale): Promise<void> {
  const t = words[locale].bulk;
  await page.goto(`${url}/bulk-actions/new?act=set_field&all=yes`);
  await page.locator('select[name=field]').selectOption('job_title');
  await page.locator('[name=value]').fill('CFO');
  await page.getByRole('button', { name: t.show_preview }).click();
  await page.getByText(t.nothing_written_yet).waitFor();
  await look('bulk-field-preview');
  await page.locator('main form[method=post] button[type=submit]').first().click();
  await page.waitForURL(/\/bulk-actions\/3$/);
  await app.worker.runDue();
  await page.getByRole('button', { name: t.undo }).waitFor();
  await look('bulk-field-done');
}

async function refuseCompany({ page, look }: Visitor, url: string, locale: Locale): Promise<void> {
  await page.goto(`${url}/bulk-actions/new?act=add_to_company&all=yes`);
  await page.locator('[name=company]').fill('Nowhere');
  await page.getByRole('button', { name: words[locale].bulk.show_preview }).click();
  await page.getByRole('alert').waitFor();
  await look('bulk-company-refused');
}

/** The same pages on a phone, or in the dark. */
async function lookElsewhere({ page, look }: Visitor, url: string): Promise<void> {
  for (const [name, path] of [
    ['bulk-tags-preview', '/bulk-actions/new?act=remove_tags&all=yes&tags=vip'],
    ['bulk-delete-preview', '/bulk-actions/new?act=delete&all=yes'],
    ['bulk-tags-undone', '/bulk-actions/2'],
    ['bulk-action-list', '/bulk-actions'],
  ] as const) {
    await page.goto(`${url}${path}`);
    await look(name);
  }
}

test('without script an act is looked at, done and undone by plain forms', async () => {
  await inConsole({ locale: 'en', javaScript: false }, async (stage) => {
    const { page } = stage.visitor;
    const [id] = await fill(stage, 'en');
    await page.goto(`${stage.url}/bulk-actions/new?act=set_field&all=yes`);
    await page.locator('select[name=field]').selectOption('job_title');
    await page.getByRole('button', { name: bulkEn.choose_value }).click();
    await page.locator('[name=value]').fill('CEO');
    await page.getByRole('button', { name: bulkEn.show_preview }).click();
    await page.locator('main form[method=post] button[type=submit]').first().click();
    await page.waitForURL(/\/bulk-actions\/1$/);
    await stage.app.worker.runDue();
    await page.reload();
    await page.getByRole('button', { name: bulkEn.undo }).click();
    await page.waitForURL(/\/bulk-actions\/2$/);
    await page.goto(`${stage.url}/contacts/${id}`);
    await page.getByRole('button', { name: en.more }).click();
    await page.getByRole('button', { name: en.acts.delete, exact: true }).click();
    await page.getByRole('status').getByRole('button', { name: en.standing.undo }).click();
    await page.getByText(en.standing.done.undo).waitFor();
  });
});
