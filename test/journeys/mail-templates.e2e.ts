import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { findTemplate } from '#features/mail-templates/find-template.ts';
import { translator } from '#platform/i18n/translator.ts';
import { openConsole } from './open-console.ts';

const inConsole = openConsole();
const kind = 'invitations.invitation';

for (const { locale, width, height, theme } of [
  { locale: 'en', width: 1440, height: 900, theme: 'light' },
  { locale: 'ko', width: 1440, height: 900, theme: 'dark' },
  { locale: 'ko', width: 390, height: 844, theme: 'light' },
  { locale: 'en', width: 390, height: 844, theme: 'dark' },
] as const) {
  test(`a mail is written, read as a contact, tested, saved and reset (${locale}, ${width}, ${theme})`, async () => {
    await inConsole({ locale, width, height, theme }, async ({ visitor, url, admin }) => {
      const { page, look } = visitor;
      const t = translator(locale) as unknown as (key: string, values?: Record<string, unknown>) => string;
      const w = (key: string, values = {}) => t(`mail_templates.${key}`, values);
      const name = locale === 'ko' ? '이서아' : 'Agnes Ó Dálaigh';
      await createContact(admin, { name, email: 'reader@customer.example' });
      await page.goto(`${url}/settings/mail-templates`);
      await page.getByRole('button', { name: new RegExp(t('outbox.kinds.portal_access_password_changed')) }).click();
      await page.getByText(w('is_off'), { exact: true }).waitFor();
      await page.evaluate(() => scrollTo(0, 0));
      await look('template-list');
      await page
        .locator('#content')
        .getByRole('link', { name: t('outbox.kinds.invitations_invitation'), exact: true })
        .click();
      const frame = page.frameLocator('iframe:not([data-is-old])');
      await frame.getByRole('link', { name: t('invitations.emails.invitation.button') }).waitFor();
      await look('template-editor');

      // Typing two braces offers what can be filled in; the keyboard takes it.
      const subject = page.getByLabel(w('subject'), { exact: false }).first();
      await subject.fill(locale === 'ko' ? '어서 오세요, ' : 'Come in, ');
      await subject.press('End');
      await subject.pressSequentially('{{ con');
      await page.getByRole('option', { name: /contact\.greeting/ }).waitFor();
      await look('template-suggestions');
      await subject.press('ArrowDown');
      await subject.press('Enter');
      assert.match(await subject.inputValue(), /\{\{ contact\.name \}\}$/);

      // Read as a contact.
      await page.getByRole('button', { name: w('nobody') }).click();
      await page.getByLabel(w('find_contact')).fill(name.slice(0, 3));
      await page.getByRole('button', { name }).click();
      await page.locator(`p:text-is("${locale === 'ko' ? '어서 오세요, ' : 'Come in, '}${name}")`).waitFor();
      await look('template-as-contact');
      await page.getByRole('tab', { name: w('text_part') }).click();
      await page.getByText(/token=\*{12}/).waitFor();
      await look('template-text-part');
      await page.getByRole('tab', { name: w('html_part') }).click();

      // What can not be sent can not be saved, and says where.
      const body = page.locator('textarea[name="body"]');
      const whole = await body.inputValue();
      await body.fill(whole.replace('contact.greeting', 'contact.greting'));
      await page
        .getByText(/contact\.greting/)
        .first()
        .waitFor();
      await page.getByText(w('preview_broken')).waitFor();
      await look('template-broken');
      await page.getByRole('button', { name: w('go_there') }).click();
      assert.equal(
        await body
          .evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart))
          .then((x) => x.startsWith('contact.greting')),
        true,
      );
      await page.getByRole('button', { name: w('save'), exact: true }).click();
      await page.getByRole('alert').waitFor();
      await body.fill(whole.replace(/\{\{ url [^}]*\}\}/, ''));
      await page
        .getByText(w('failures.link_missing', { name: 'url' }))
        .first()
        .waitFor();
      await look('template-no-link');

      await body.fill(`${whole}\n## ${name}\n\n- **1**\n- 2\n`);
      await page.getByRole('button', { name: w('test') }).click();
      await page.getByText(w('test_waits')).waitFor();
      await page.getByRole('button', { name: w('save'), exact: true }).click();
      await page.getByText(w('saved')).waitFor();
      const saved = await findTemplate(admin, { kind, language: locale });
      assert.match(saved.text.body, /## /);
      await look('template-saved');
      await page.getByRole('button', { name: w('reset') }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: w('reset') })
        .click();
      await page.getByText(w('was_reset')).waitFor();
      assert.equal((await findTemplate(admin, { kind, language: locale })).is_own, false);
      await page.waitForFunction(
        (shipped) => document.querySelector<HTMLTextAreaElement>('textarea[name="body"]')?.value === shipped,
        saved.shipped.body,
      );
    });
  });
}
