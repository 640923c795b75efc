import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import enContacts from '#locales/en/contacts.json' with { type: 'json' };
import en from '#locales/en/portal-access.json' with { type: 'json' };
import koContacts from '#locales/ko/contacts.json' with { type: 'json' };
import ko from '#locales/ko/portal-access.json' with { type: 'json' };
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, contactPassword, insertContact } from '../portal.ts';
import { openConsole, type Stage } from './open-console.ts';

const words = { en: { ...en, contacts: enContacts }, ko: { ...ko, contacts: koContacts } };
const fresh = 'haneul.kim@hanbit-international.example';

const inConsole = openConsole();

async function tokenOf({ admin }: Stage, purpose: 'email_change' | 'email_change_undo'): Promise<string> {
  const { id } = await inTransaction(admin, ({ db }) =>
    db.selectFrom('email_change').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow(),
  );
  return admin.tokens.make({ purpose, id, generation: 1 });
}

for (const [locale, theme, width, name] of [
  ['en', 'light', 1440, 'Ruth King'],
  ['ko', 'dark', 390, '김하늘'],
] as const) {
  test(`a customer changes his address, confirms it from the new one and takes it back from the old, without script (${locale})`, async () => {
    const height = width === 390 ? 844 : 900;
    await inConsole({ locale, theme, width, height }, async (stage) => {
      const { email_change: t } = words[locale];
      const { url, admin, visit } = stage;
      const contact_id = await insertContact(admin, { name, email: 'ruth@hanbit.example', language: locale });
      const session = await activateContact(admin, contact_id);
      const { page, look } = await visit({ javaScript: false });
      await page.context().addCookies([{ name: 'portal_session', value: session, url }]);
      await page.goto(`${url}/portal/profile`);
      await look('email-change-profile');
      await page.getByRole('link', { name: t.change }).click();
      await page.locator('[name=email]').fill(fresh);
      await page.locator('[name=password]').fill('a wrong guess');
      await page.getByRole('button', { name: t.send }).click();
      await page.locator('#field-password [aria-invalid]').waitFor();
      assert.equal(await page.locator('[name=email]').inputValue(), fresh);
      await look('email-change-refused');
      await page.locator('[name=password]').fill(contactPassword);
      await page.locator('[name=password]').press('Enter');
      await page.getByText(t.pending.replace('{email}', fresh)).waitFor();
      await look('email-change-pending');

      await page.goto(`${url}/portal/confirm-email?token=${await tokenOf(stage, 'email_change')}`);
      assert.ok(!page.url().includes('token'), 'the token leaves the address');
      await look('email-change-confirm');
      await page.getByRole('button', { name: t.confirm.submit }).click();
      await page.getByRole('heading', { name: t.confirmed.title }).waitFor();
      await look('email-change-confirmed');
      await page.getByRole('link', { name: t.confirmed.go_on }).click();
      await page.getByText(fresh).first().waitFor();

      await page.goto(`${url}/portal/keep-email?token=${await tokenOf(stage, 'email_change_undo')}`);
      await look('email-change-undo');
      await page.getByRole('button', { name: t.undo.submit }).press('Enter');
      await page.getByRole('heading', { name: t.undone.title }).waitFor();
      await look('email-change-undone');
      await page.goto(`${url}/portal/keep-email?token=${await tokenOf(stage, 'email_change_undo')}`);
      await look('email-change-dead');
      await page.goto(`${url}/portal/profile`);
      assert.equal(new URL(page.url()).pathname, '/portal/sign-in');
    });
  });

  test(`an agent sees each address with its state, retires one, and a clash shows the way on (${locale})`, async () => {
    const height = width === 390 ? 844 : 900;
    await inConsole({ locale, theme, width, height }, async ({ visitor, url, admin }) => {
      const t = words[locale].contacts;
      const { page, look } = visitor;
      const other = await createContact(admin, { name: 'Omar Haddad', email: 'omar@acorn.example' });
      const id = await insertContact(admin, { name, email: 'ruth@hanbit.example' });
      await activateContact(admin, id);
      await addContactEmail(admin, { contact_id: id, email: 'ruth.king@hanbit.example' });
      await page.goto(`${url}/contacts/${id}`);
      await page
        .getByRole('button', { name: t.addresses.options.replace('{email}', 'ruth.king@hanbit.example') })
        .click();
      await page.getByRole('button', { name: t.addresses.retire }).click();
      await page.getByText(t.addresses.retired, { exact: true }).waitFor();
      await page.locator('form:has([value=add_email]) [name=email]').fill('omar@acorn.example');
      await page.getByRole('button', { name: t.addresses.add }).click();
      const merge = page.getByRole('alert').getByRole('link', { name: t.merge_with_the_other });
      assert.equal(await merge.getAttribute('href'), `/contacts/${id}/merge/${other.id}`);
      await merge.scrollIntoViewIfNeeded();
      await look('addresses-clash');
    });
  });
}
