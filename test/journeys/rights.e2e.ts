import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { createSession } from '#features/sessions/create-session.ts';
import agentsEn from '#locales/en/agents.json' with { type: 'json' };
import changeLogEn from '#locales/en/change-log.json' with { type: 'json' };
import consoleEn from '#locales/en/console.json' with { type: 'json' };
import en from '#locales/en/rights.json' with { type: 'json' };
import agentsKo from '#locales/ko/agents.json' with { type: 'json' };
import changeLogKo from '#locales/ko/change-log.json' with { type: 'json' };
import consoleKo from '#locales/ko/console.json' with { type: 'json' };
import ko from '#locales/ko/rights.json' with { type: 'json' };
import { makeAgent } from '../make.ts';
import { openConsole } from './open-console.ts';

const words = {
  en: { ...en, roles: agentsEn.roles, nav: consoleEn.nav, log: changeLogEn.log },
  ko: { ...ko, roles: agentsKo.roles, nav: consoleKo.nav, log: changeLogKo.log },
};
const inConsole = openConsole();
const nav = (page: Page) => page.locator('#console-nav');

for (const [locale, theme, width] of [
  ['en', 'light', 1440],
  ['ko', 'dark', 390],
] as const) {
  test(`an admin gives a right and takes one away, which colleagues meet at their next click (${locale})`, async () => {
    const height = width === 390 ? 844 : 900;
    await inConsole({ locale, theme, width, height }, async ({ visitor, url, app, admin, visit }) => {
      const t = words[locale];
      const { page, look } = visitor;
      const supervisor = await visit();
      const agent_id = await makeAgent(admin, { role: 'supervisor', language: locale });
      const { token } = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
      await supervisor.page.context().addCookies([{ name: 'agent_session', value: token, url }]);
      await supervisor.page.goto(`${url}/`);
      if (width === 390) await supervisor.page.locator('[popovertarget=console-nav]').click();
      await nav(supervisor.page).getByRole('link', { name: t.nav.imports, exact: true }).waitFor();

      await page.goto(`${url}/settings/rights`, { waitUntil: 'networkidle' });
      await look('rights');
      const box = (right: string, role: string) =>
        page.getByRole('checkbox', { name: t.cell.replace('{right}', right).replace('{role}', role) });
      // By keyboard alone, from one box to another.
      await box(t.words.contacts.bulk.label, t.roles.agent).focus();
      await page.keyboard.press('Space');
      await box(t.words.imports.run.label, t.roles.supervisor).uncheck();
      await page.getByRole('button', { name: t.save, exact: true }).press('Enter');
      const notice = page.getByRole('status').filter({ has: page.getByRole('button', { name: t.undo }) });
      await notice.waitFor();
      assert.equal(await box(t.words.contacts.bulk.label, t.roles.agent).isChecked(), true);
      await page.evaluate(() => scrollTo(0, 0));
      await look('rights-saved');
      await page.getByText(t.words.imports.run.hint).scrollIntoViewIfNeeded();
      await look('rights-marked');

      await supervisor.page.goto(`${url}/`);
      if (width === 390) await supervisor.page.locator('[popovertarget=console-nav]').click();
      await nav(supervisor.page).getByRole('link', { name: t.nav.contacts, exact: true }).waitFor();
      assert.equal(await nav(supervisor.page).getByRole('link', { name: t.nav.imports, exact: true }).count(), 0);
      const refused = await supervisor.page.goto(`${url}/imports`);
      assert.equal(refused!.status(), 403);

      await page.getByRole('link', { name: t.history }).click();
      await page.waitForURL(/act=rights_changed/);
      await page.getByText(t.words.imports.run.label, { exact: false }).first().waitFor();
      await look('rights-change-log');
      await page.goBack();
      await page.getByRole('button', { name: t.reset }).click();
      await page.getByText(t.all_default).waitFor();
      assert.equal(await box(t.words.imports.run.label, t.roles.supervisor).isChecked(), true);
      await page.getByRole('button', { name: t.undo }).press('Enter');
      await page.getByRole('button', { name: t.reset }).waitFor();
      assert.equal(await box(t.words.imports.run.label, t.roles.supervisor).isChecked(), false);
    });
  });
}
