import { test } from 'node:test';
import contacts from '#locales/en/contacts.json' with { type: 'json' };
import { openConsole } from './open-console.ts';

const inConsole = openConsole();

/** Runs in the page: the list of companies says its first line and goes on until nobody wants it any more, as on a slow line. */
function sayFirstLineOnly(): void {
  const ask = window.fetch;
  window.fetch = async (input, init) => {
    const answer = await ask(input, init);
    if (!answer.url.includes('/companies.data')) return answer;
    const first = (await answer.bytes()).slice();
    const rest = new ReadableStream({
      start(controller) {
        controller.enqueue(first);
        init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
        document.documentElement.dataset.saidFirst = '';
      },
    });
    return new Response(rest, answer);
  };
}

test('a page that is overtaken by another while its answer arrives is no error', async () => {
  await inConsole({ locale: 'en' }, async ({ visitor: { page, look }, url }) => {
    await page.addInitScript(sayFirstLineOnly);
    // Its code does not come either, so that the page is still on its way when it is overtaken.
    await page.route('**/company-list*.js', () => undefined);
    await page.goto(`${url}/contacts`, { waitUntil: 'networkidle' });
    await page.getByRole('link', { name: 'Companies', exact: true }).click();
    await page.locator('html[data-said-first]').waitFor();
    await page.getByRole('link', { name: contacts.new }).first().click();
    await page.waitForURL(`${url}/contacts/new`);
    await page.getByRole('heading', { level: 1, name: contacts.new }).waitFor();
    await look('overtaken');
  });
});
