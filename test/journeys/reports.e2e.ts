import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { deactivateContacts } from '#features/invitations/deactivate-contacts.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { openInvitation } from '#features/invitations/open-invitation.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { countPortalStates } from '#features/reports/count-portal-states.ts';
import en from '#locales/en/reports.json' with { type: 'json' };
import ko from '#locales/ko/reports.json' with { type: 'json' };
import type { Context } from '#platform/context.ts';
import { activateContact, insertManyContacts, linkToken } from '../portal.ts';
import type { TestApp } from '../start-app.ts';
import { type MailServer, startMailServer } from '../start-mail-server.ts';
import { openConsole } from './open-console.ts';

const words = { en, ko };
const inConsole = openConsole();
let mail: MailServer;
before(async () => {
  mail = await startMailServer();
});
after(() => mail.stop());

const day = 24 * 3_600_000;

/** Ten weeks of a help desk that lets its customers in, a little every three days; some days nobody counts. */
async function liveThroughWeeks(app: TestApp, admin: Context): Promise<void> {
  await switchMail(admin, { is_on: true });
  app.clock.offset_ms = -70 * day;
  for (let step = 0; step <= 23; step++) {
    const ids = await insertManyContacts(admin, 3 + (step % 4));
    if (step % 2 === 0) {
      for (const contact_id of ids.slice(0, 3)) await inviteContact(admin, { contact_id });
      if (step !== 22) await app.worker.runDue();
      if (step % 3 !== 1) await activateContact(admin, ids[0]!);
      if (step % 4 === 0) await openInvitation(app.ctxOfStranger(), await linkToken(admin, ids[1]!));
    }
    if (step === 9) await lockContacts(admin, { contact_ids: ids.slice(0, 2) });
    if (step === 15) await deactivateContacts(admin, { contact_ids: ids.slice(0, 3) });
    for (let within = 0; within < 3 && step !== 12; within++) {
      await countPortalStates(app.systemCtx());
      app.clock.offset_ms = Math.min(0, app.clock.offset_ms + day);
    }
    if (step === 12) app.clock.offset_ms += 3 * day;
  }
  app.clock.offset_ms = 0;
  await countPortalStates(app.systemCtx());
}

for (const [locale, theme, width] of [
  ['en', 'light', 1440],
  ['ko', 'dark', 390],
] as const) {
  test(`a supervisor sees how many of those invited came in, and how many can (${locale})`, async () => {
    const height = width === 390 ? 844 : 900;
    await inConsole({ locale, theme, width, height, smtp_url: mail.url }, async ({ visitor, url, app, admin }) => {
      const t = words[locale];
      const { page, look } = visitor;
      await page.goto(`${url}/reports`, { waitUntil: 'networkidle' });
      await page.getByText(t.funnel.none, { exact: true }).waitFor();
      await look('reports-empty');
      await liveThroughWeeks(app, admin);
      await page.goto(`${url}/reports`, { waitUntil: 'networkidle' });
      await look('reports');
      const drawn = page.getByRole('img', { name: t.funnel.title, exact: true });
      assert.match((await drawn.textContent())!, new RegExp(`${t.stages.activated}.*\\d+ · \\d+%`, 's'));
      await page.getByRole('heading', { name: t.weeks.title }).scrollIntoViewIfNeeded();
      await page.evaluate(() => scrollBy(0, 500));
      await look('reports-weeks');
      await page.getByRole('heading', { name: t.states.title }).scrollIntoViewIfNeeded();
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await look('reports-states');
      await page.getByText(t.as_table).last().press('Enter');
      await page.getByRole('columnheader', { name: t.state_names.deactivated }).waitFor();
      await look('reports-table');
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: t.export }).first().click();
      const text = await readFile(await (await download).path(), 'utf8');
      assert.equal(text.trim().split('\r\n').length, 1 + 13);
      await page.goto(`${url}/reports?weeks=4`, { waitUntil: 'networkidle' });
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await look('reports-4-weeks');
      await page.goto(`${url}/reports?weeks=104`, { waitUntil: 'networkidle' });
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await look('reports-two-years');
    });
  });
}
