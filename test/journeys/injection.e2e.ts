import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { checkList, runList, uploadList } from '../import-list.ts';
import { openConsole } from './open-console.ts';

/** Each would say so by a dialog and by a mark on the document if any of it ran. */
const ran = `document.documentElement.dataset.ran='1';alert(1)`;
const payloads = [
  `<script>${ran}</script>`,
  `"><img src=x onerror="${ran}">`,
  `'><svg/onload=${ran}>`,
  `</title></textarea><script>${ran}</script>`,
  `javascript:${ran}`,
  `<iframe srcdoc="<script>parent.${ran}</script>">`,
  `\u2028</script><script>${ran}</script>`,
  `{{constructor.constructor("${ran}")()}}`,
  `=cmd|' /C calc'!A0`,
  `<b class="injected" style="position:fixed">x</b>`,
];

const inConsole = openConsole();

test('G07 what stands in a list is shown as words: nothing of it runs, loads or becomes a part of a page', async () => {
  await inConsole({ locale: 'en' }, async ({ visitor: { page }, url, app, admin }) => {
    const trouble: string[] = [];
    page.on('dialog', (dialog) => {
      trouble.push(`dialog on ${page.url()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) trouble.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => trouble.push(`${page.url()}: ${error.message}`));
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = payloads.map((text, n) => [text, `p${n}@acorn.example`, text, text, text].map(cell).join());
    const broken = payloads.map((text) => [text, text, text, text, text].map(cell).join());
    const list = ['name,email,company,job title,tags', ...rows, ...broken].join('\n');
    const imported = await uploadList(admin, list, `${payloads[1]!.slice(0, 60)}.csv`);
    await checkList(app, admin, imported);
    await runList(app, admin, imported);
    const made: string[] = [];
    for (const [n, text] of payloads.entries()) {
      const { id } = await createContact(admin, {
        name: text,
        email: `q${n}@acorn.example`,
        job_title: text.slice(0, 100),
        description: text,
      });
      const { id: company } = await createCompany(admin, { name: text });
      made.push(`/contacts/${id}`, `/contacts/${id}/edit`, `/companies/${company}`, `/companies/${company}/edit`);
    }
    const query = encodeURIComponent(payloads[1]!);
    const shown = [
      ...[
        '/contacts',
        `/contacts?q=${query}`,
        `/companies?q=${query}`,
        `/imports?after=${query}`,
        '/companies',
        '/imports',
      ],
      ...['', '/rows', '/undo', '/mapping', '?show=refused'].map((part) => `/imports/${imported}${part}`),
      ...made,
    ];
    for (const path of shown) {
      await page.goto(`${url}${path}`, { waitUntil: 'load' });
      const found = await page.evaluate(() => ({
        ran: document.documentElement.dataset.ran ?? null,
        parts: document.querySelectorAll('.injected, img[src="x"], svg[onload], iframe[srcdoc], [href^="javascript:"]')
          .length,
      }));
      assert.deepEqual(found, { ran: null, parts: 0 }, path);
    }
    assert.ok((await page.content()).includes('injected'), 'the last one is there, as words');
    assert.deepEqual(
      trouble.filter((one) => !/status of 4/.test(one)),
      [],
    );
  });
});
