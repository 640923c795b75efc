import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { inviteContacts } from '#features/invitations/invite-contacts.ts';
import bulkEn from '#locales/en/bulk-actions.json' with { type: 'json' };
import invitationsEn from '#locales/en/invitations.json' with { type: 'json' };
import outboxEn from '#locales/en/outbox.json' with { type: 'json' };
import bulkKo from '#locales/ko/bulk-actions.json' with { type: 'json' };
import invitationsKo from '#locales/ko/invitations.json' with { type: 'json' };
import outboxKo from '#locales/ko/outbox.json' with { type: 'json' };
import { locales } from '#platform/i18n/messages.ts';
import { insertContact } from '../portal.ts';
import { startMailServer } from '../start-mail-server.ts';
import { openConsole, type Stage } from './open-console.ts';

const words = {
  en: {
    outbox: outboxEn,
    bulk: bulkEn,
    bounces: invitationsEn.bounces,
    greeting: 'Hello Ruth King,',
    waits: '12 mails wait for it',
  },
  ko: {
    outbox: outboxKo,
    bulk: bulkKo,
    bounces: invitationsKo.bounces,
    greeting: '김하늘 님',
    waits: '메일 12통이 대기 중',
  },
};
const names = {
  en: ['Ruth King', 'Ada Fenn', 'Omar Bell', 'Lena Voss', 'Paul Reed', 'Mina Cho'],
  ko: ['김하늘', '이서연', '박지호', '최수아', '정민준', '강예은'],
};
const nobody = '550 5.1.1 no such user here';
const busy = '451 4.7.1 greylisted, come back later';

const inConsole = openConsole();

/** The same pages on a phone in the dark, none of them wider than it. */
async function lookOnPhone({ url, visit }: Stage, paths: Record<string, string>): Promise<void> {
  const { page, look } = await visit({ width: 390, height: 844, theme: 'dark' });
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(`${url}${path}`);
    await drawn(page);
    await look(name);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, name);
  }
}

/** A mail in its frame is a page of its own that arrives later. */
async function drawn(page: Page): Promise<void> {
  if ((await page.locator('iframe').count()) > 0) await page.frameLocator('iframe').getByRole('article').waitFor();
}

for (const locale of locales) {
  const { outbox, bulk, bounces, greeting, waits } = words[locale];

  test(`without a mail server an agent sees what would go out, calls it back, and passes a link on (${locale})`, async () => {
    await inConsole({ locale }, async (stage) => {
      const { app, admin, url, visitor } = stage;
      const { page, look } = visitor;
      await page.goto(`${url}/outbox`);
      await page.getByText(outbox.none, { exact: true }).waitFor();
      await page.getByText(outbox.no_server.title).waitFor();
      await page.getByText(outbox.off.title).waitFor();
      await look('outbox-empty');

      const ids: number[] = [];
      for (let n = 11; n >= 0; n--) {
        const name = `${names[locale][n % 6]}${n < 6 ? '' : ' 2'}`;
        ids.push(await insertContact(admin, { name, email: `customer${n}@hanbit.example`, language: locale }));
      }
      await startBulkAction(admin, { act: 'invite', selection: { ids } });
      await page.reload();
      await page.getByText(outbox.none, { exact: true }).waitFor();
      await look('outbox-in-two-minutes');
      await page.getByRole('button', { name: bulk.cancel }).click();
      await page.getByRole('button', { name: bulk.cancel }).waitFor({ state: 'detached' });

      await startBulkAction(admin, { act: 'invite', selection: { ids } });
      app.clock.offset_ms += 121_000;
      await app.worker.runDue();
      await page.reload();
      await page.getByText(waits).waitFor();
      assert.equal(await page.locator('tbody tr').count(), 12);
      await look('outbox-waiting');

      await page.locator('tbody tr').first().click();
      await page.frameLocator('iframe').getByText(greeting).waitFor();
      await page.getByText(outbox.fate.server).waitFor();
      await look('mail-html');
      const path = new URL(page.url()).pathname;
      await page.getByRole('link', { name: outbox.text_part }).click();
      await page.getByText(greeting).waitFor();
      await look('mail-text');
      await copiedLinkOpens(stage, page, greeting);
      await lookOnPhone(stage, { 'outbox-waiting': '/outbox', 'mail-html': path, 'mail-text': `${path}?part=text` });

      await page.getByRole('link', { name: outbox.bulk_action }).click();
      await page.getByRole('link', { name: bulk.list_title }).waitFor();
      await page.goto(`${url}/outbox`);
      await page.getByRole('button', { name: bulk.cancel }).click();
      await page.getByRole('link', { name: `${outbox.states.cancelled} 12` }).waitFor();
      await look('outbox-cancelled');
    });
  });

  test(`with a mail server an agent sees what went out and why other mails did not (${locale})`, async () => {
    const refusals: Record<string, [number, string]> = { 'gone@hanbit.example': [550, '5.1.1 no such user here'] };
    refusals['busy@hanbit.example'] = [451, '4.7.1 greylisted, come back later'];
    const server = await startMailServer({ onRecipient: (address) => refusals[address] });
    try {
      await inConsole({ locale, smtp_url: server.url }, async (stage) => {
        const { app, admin, url, visitor } = stage;
        const contact_ids: number[] = [];
        for (const [n, name] of names[locale].entries()) {
          const email = `${['gone', 'busy'][n] ?? `customer${n}`}@hanbit.example`;
          contact_ids.push(await insertContact(admin, { name, email, language: locale }));
        }
        await inviteContacts(admin, { contact_ids });
        await app.worker.runDue();
        const { page, look } = visitor;
        await page.goto(`${url}/outbox`);
        await page.getByText(outbox.off.title).waitFor();
        await look('outbox-switched-off');
        await page.getByRole('button', { name: outbox.off.button }).click();
        await page.getByRole('button', { name: outbox.on.button }).waitFor();
        assert.equal(server.mails.length, 0);
        await app.worker.runDue();
        await page.reload();
        await page.getByRole('link', { name: `${outbox.states.sent} 4` }).waitFor();
        await look('outbox-sent');

        await page.getByRole('link', { name: `${outbox.states.bounced} 1` }).click();
        await page.waitForURL(/state=bounced$/);
        await page.locator('tbody tr').getByText(bounces.no_mailbox).waitFor();
        await page.locator('tbody tr').first().click();
        await page.getByText(outbox.fate.failed).waitFor();
        await page.getByText(nobody).waitFor();
        await drawn(page);
        await look('mail-failed');
        const failed = new URL(page.url()).pathname;

        await page.goto(`${url}/outbox?state=waiting`);
        await look('outbox-tried');
        await page.locator('tbody tr').first().click();
        await page.waitForURL(/\/outbox\/\d+$/);
        await page.getByText(busy).waitFor();
        await drawn(page);
        await look('mail-tried');
        const tried = new URL(page.url()).pathname;

        await page.goto(`${url}/outbox?state=sent`);
        await page.locator('tbody tr').first().click();
        await page.getByText(outbox.hidden).waitFor();
        assert.equal(await page.getByText(outbox.link).count(), 0);
        await drawn(page);
        await look('mail-sent');
        const sent = new URL(page.url()).pathname;
        await lookOnPhone(stage, {
          'outbox-sent': '/outbox',
          'mail-failed': failed,
          'mail-tried': tried,
          'mail-sent': sent,
        });
      });
    } finally {
      await server.stop();
    }
  });
}

/** Whoever gets the link that was copied stands before his activation, on this machine's address. */
async function copiedLinkOpens({ url, visit }: Stage, page: Page, greeting: string): Promise<void> {
  await page.locator('section').getByRole('button').click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /^https:\/\/help\.example\.com\/portal\/activate\?token=[\w-]{43}$/);
  const customer = await visit();
  await customer.page.goto(link.replace('https://help.example.com', url));
  await customer.page.getByRole('heading', { name: greeting.replace(',', '') }).waitFor();
}
