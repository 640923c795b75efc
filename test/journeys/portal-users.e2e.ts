import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import { type Locale, locales } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';
import { activateContact, insertContact } from '../portal.ts';
import { startMailServer } from '../start-mail-server.ts';
import { openConsole, type Stage } from './open-console.ts';

const inConsole = openConsole();
const told = 'paper lanterns over the river';
const own = 'eleven quiet herons waiting';
const names = {
  en: ['Ruth King', 'Ada Fenn', 'Omar Bell', 'Lena Voss'],
  ko: ['김하늘', '이서연', '박지호', '최수아'],
};

for (const locale of locales) {
  test(`whom no mail reaches is told a password by telephone and chooses his own (${locale})`, async () => {
    await inConsole({ locale }, async ({ visitor: { page, look }, visit, url, admin }) => {
      const t = translator(locale);
      const name = names[locale][0]!;
      const email = 'telephone@hanbit.example';
      const id = await insertContact(admin, { name, email });
      await page.goto(`${url}/contacts/${id}`);
      await page.getByRole('button', { name: t('contacts.more') }).press('Enter');
      await page.getByRole('link', { name: t('contacts.set_password') }).press('Enter');
      await page.waitForURL(/\/password$/);
      await look('temporary-password');
      assert.ok((await page.inputValue('[name=password]')).length >= 12, 'one is offered that can be told');
      await page.fill('[name=password]', '12345678');
      await page.locator('[name=password]').press('Enter');
      await page.getByRole('alert').first().waitFor();
      await look('temporary-password-weak');
      await page.fill('[name=password]', told);
      await page.locator('[name=password]').press('Enter');
      await page.getByText(t('passwords.set'), { exact: true }).waitFor();
      await look('temporary-password-set');

      const customer = await visit({ width: 390, height: 844, theme: 'dark', javaScript: false });
      await customer.page.goto(`${url}/portal/sign-in`);
      await customer.page.fill('[name=email]', email);
      await customer.page.fill('[name=password]', told);
      await customer.page.click('main form [type=submit]');
      await customer.page.waitForURL(/\/portal\/reset$/);
      await customer.look('temporary-password-spent');
      await customer.page.fill('[name=password]', own);
      await customer.page.click('main [type=submit]');
      await customer.page.waitForURL(/\/portal\?/);
      await customer.look('temporary-password-in');
    });
  });

  test(`who is locked out is found and let in, and the portal's users are mailed and taken out (${locale})`, async () => {
    const server = await startMailServer();
    try {
      await inConsole({ locale, smtp_url: server.url }, async (stage) => {
        const { page, look } = stage.visitor;
        const t = translator(locale);
        await lockSome(stage, locale);
        await page.goto(`${stage.url}/contacts?view=locked`);
        await page.locator('tbody tr').nth(1).waitFor();
        assert.equal(await page.locator('tbody tr').count(), 2);
        await look('locked-out');
        const phone = await stage.visit({ width: 390, height: 844, theme: 'dark' });
        await phone.page.goto(`${stage.url}/contacts?view=locked`);
        await phone.look('locked-out');

        await choose(stage, t('bulk_actions.acts.unlock.name'));
        await look('unlock-preview');
        await page.locator('main form[method=post] button[type=submit]').first().press('Enter');
        await page.waitForURL(/\/bulk-actions\/\d+$/);
        await stage.app.worker.runDue();
        await page.getByRole('button', { name: t('bulk_actions.undo') }).waitFor();
        await page.goto(`${stage.url}/contacts?view=locked`);
        await page.getByText(t('contacts.none_in_view_hint.locked')).waitFor();
        await look('locked-out-nobody');

        await page.goto(`${stage.url}/contacts?view=verified`);
        await choose(stage, t('bulk_actions.acts.reset.name'));
        await look('reset-preview');
        await page.locator('main form[method=post] button[type=submit]').first().press('Enter');
        await page.waitForURL(/\/bulk-actions\/\d+$/);
        stage.app.clock.offset_ms += 121_000;
        await stage.app.worker.runDue();
        await page.reload();
        await look('reset-done');
        const resets = server.mails.filter(({ text }) => /\/portal\/reset\?token=/.test(text ?? ''));
        assert.equal(resets.length, 4, 'each got his link');

        await exportAll(stage, locale);
      });
    } finally {
      await server.stop();
    }
  });
}

/** Four contacts who can sign in: one has typed wrong passwords until he was locked out, another was locked by an agent. */
async function lockSome({ app, admin }: Stage, locale: Locale): Promise<void> {
  await switchMail(admin, { is_on: true });
  const ids: number[] = [];
  for (const [n, name] of names[locale].entries()) {
    ids.push(await insertContact(admin, { name, email: `portal${n}@hanbit.example` }));
    await activateContact(admin, ids[n]!);
  }
  await app.worker.runDue();
  for (let tries = 0; tries < 10; tries++) {
    const given = { email: 'portal0@hanbit.example', password: 'not mine', is_remembered: false, device: null };
    await assert.rejects(signIn(app.ctxOfStranger(), given));
  }
  await lockContacts(admin, { contact_ids: [ids[1]!] });
}

/** All rows of the list, and an act among what can be done to them, by the keyboard. */
async function choose({ visitor: { page } }: Stage, act: string): Promise<void> {
  await page.locator('thead input[type=checkbox]').press('Space');
  await page.getByRole('toolbar').getByRole('button').last().waitFor();
  await page.getByRole('toolbar').locator('button[popovertarget]').press('Enter');
  await page.getByRole('link', { name: act, exact: true }).press('Enter');
  await page.waitForURL(/\/bulk-actions\/new\?/);
}

async function exportAll({ visitor: { page, look }, url, visit }: Stage, locale: Locale): Promise<void> {
  const t = translator(locale);
  await page.goto(`${url}/contacts?view=verified`);
  await page.getByRole('link', { name: t('contacts.export'), exact: true }).click();
  await page.waitForURL(/\/contacts\/export\?/);
  await look('export');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: t('exports.download', { count: 4 }) }).press('Enter');
  const text = await readFile(await (await download).path(), 'utf8');
  assert.equal(text.trim().split('\r\n').length, 1 + 4);
  for (const name of names[locale]) assert.ok(text.includes(name), name);
  const phone = await visit({ width: 390, height: 844, theme: 'dark' });
  await phone.page.goto(page.url());
  await phone.look('export');
}
