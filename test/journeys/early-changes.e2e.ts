import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { createContact } from '#features/contacts/create-contact.ts';
import bulk from '#locales/en/bulk-actions.json' with { type: 'json' };
import { openConsole } from './open-console.ts';

const inConsole = openConsole();

/** Opens a page whose scripts wait until `act` has been done to it, as they do on a slow line. */
async function beforeScripts(page: Page, address: string, act: () => Promise<unknown>): Promise<void> {
  const { promise: isDone, resolve: letScriptsCome } = Promise.withResolvers<void>();
  await page.route('**/*.js', async (route) => {
    await isDone;
    await route.continue();
  });
  await page.goto(address, { waitUntil: 'commit' });
  await act();
  letScriptsCome();
}

test('a file that is chosen before the page can hear of it is sent once it can', async () => {
  await inConsole({ locale: 'en' }, async ({ visitor: { page }, url }) => {
    const file = { name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from('Name,Email\nAda,ada@x.example\n') };
    await beforeScripts(page, `${url}/imports/new`, () => page.locator('input[type=file]').setInputFiles(file));
    await page.waitForURL(/\/imports\/\d+\/mapping$/);
  });
});

test('what is chosen, ticked and typed before the page can hear of it counts once it can', async () => {
  await inConsole({ locale: 'en' }, async ({ visitor: { page }, url, admin, visit }) => {
    await createContact(admin, { name: 'Ada Fenn', email: 'ada@hanbit.example' });
    await createContact(admin, { name: 'Omar Bell', email: 'omar@hanbit.example' });

    await beforeScripts(page, `${url}/bulk-actions/new?act=set_field&all=yes`, () =>
      page.locator('select[name=field]').selectOption('job_title'),
    );
    await page.getByRole('textbox', { name: bulk.value }).waitFor();

    const ticking = (await visit()).page;
    await beforeScripts(ticking, `${url}/contacts`, () => ticking.locator('tbody input[type=checkbox]').last().check());
    await ticking.getByText('1 selected').waitFor();

    const typing = (await visit()).page;
    await beforeScripts(typing, `${url}/contacts`, () => typing.getByRole('searchbox').fill('omar'));
    await typing.getByRole('link', { name: 'Ada Fenn' }).waitFor({ state: 'detached' });
    await typing.getByRole('link', { name: 'Omar Bell' }).waitFor();
  });
});
