import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { updateAccount } from '#features/accounts/update-account.ts';
import { codeAt } from '#features/agents/second-factor/totp.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { loadProgram } from '../load-program.ts';
import { agentPassword, makeAgent } from '../make.ts';
import { serveApp } from '../serve-app.ts';
import { startApp, type TestApp } from '../start-app.ts';
import { openBrowser, type Visit, type Visitor } from './open-browser.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const visits: Visit[] = [
  { locale: 'en', width: 1440, theme: 'light' },
  { locale: 'ko', width: 390, height: 844, theme: 'dark' },
];
const email = 'ruth@acorn.example';

/** What an authenticator app would show, a step later each time: no code counts twice. */
function nextCode(app: TestApp, secret: string): string {
  app.clock.offset_ms += 30_000;
  return codeAt(secret, new Date(Date.now() + app.clock.offset_ms));
}

for (const visit of visits) {
  test(`an agent sets up codes, signs in with them, and an admin who asks all for them leads the rest there (${visit.locale})`, async () => {
    const app = await startApp({ program: await loadProgram(), language: visit.locale });
    const server = await serveApp(app);
    // Everything here works without script.
    const visitor = await browser.visit({ ...visit, javaScript: false });
    try {
      const agent_id = await makeAgent(await app.ctxOfAdmin(), {
        email,
        name: visit.locale === 'ko' ? '김하늘' : 'Ruth King',
      });
      await setUp(app, visitor, server.url);
      await comeBack(app, visitor, server.url, agent_id);
      await beLed(app, visitor, server.url);
    } finally {
      await visitor.close();
      await server.stop();
      await app.stop();
    }
  });
}

let secret = '';
let recovery = '';

async function setUp(app: TestApp, { page, look }: Visitor, url: string): Promise<void> {
  await signIn(page, url);
  await page.waitForURL(`${url}/`);
  await page.goto(`${url}/profile/security`);
  await page
    .locator('form', { has: page.locator('[value=start_second_factor]') })
    .locator('button')
    .click();
  await page.locator('svg[role=img]').waitFor();
  await page.locator('summary').first().click();
  secret = (await page.locator('details code').first().textContent())!.replaceAll(' ', '');
  await look('agent-codes-set-up');
  await page.fill('[name=code]', '000000');
  await page
    .locator('form', { has: page.locator('[name=code]') })
    .locator('button')
    .click();
  await look('agent-codes-wrong');
  await page.fill('[name=code]', nextCode(app, secret));
  await page
    .locator('form', { has: page.locator('[name=code]') })
    .locator('button')
    .click();
  recovery = (await page.locator('li code').first().textContent())!;
  assert.equal(await page.locator('li code').count(), 10);
  await look('agent-recovery-codes');
  await page.goto(`${url}/profile/security`);
  assert.equal(await page.locator('li code').count(), 0, 'they are shown once');
  await look('agent-codes-on');
}

async function comeBack(app: TestApp, { page, look }: Visitor, url: string, agent_id: number): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, `${url}`, '/profile');
  await page.waitForURL(/\/sign-in\/code/);
  await look('agent-code');
  await page.fill('[name=code]', '123456');
  await page.click('main [type=submit]');
  await look('agent-code-wrong');
  await page.fill('[name=code]', nextCode(app, secret));
  await page.click('main [type=submit]');
  await page.waitForURL(/\/profile$/);
  await page.context().clearCookies();
  await signIn(page, url);
  await page.fill('[name=code]', recovery);
  await page.click('main [type=submit]');
  await page.waitForURL(`${url}/`);
  await page.context().clearCookies();
  const admin = await app.ctxOfAdmin();
  const admin_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(app.ctxOfStranger(), { agent_id: admin_id, is_remembered: false });
  await page.context().addCookies([{ name: 'agent_session', value: token, url }]);
  await page.goto(`${url}/settings/agents/${agent_id}`);
  await look('agent-with-codes');
  await page
    .locator('form', { has: page.locator('[value=reset_codes]') })
    .locator('button')
    .click();
  await page.waitForURL(/codes_reset$/);
  await page.locator(`a[href="/settings/agents/${agent_id}/sessions"]`).click();
  await page.waitForURL(/\/sessions$/);
  await look('agent-sessions');
  await page
    .locator('form', { has: page.locator('[value=end_all]') })
    .locator('button')
    .click();
  await page.waitForURL(/sessions\?ended$/);
  await look('agent-sessions-ended');
  await page.context().clearCookies();
}

async function beLed(app: TestApp, { page, look }: Visitor, url: string): Promise<void> {
  await updateAccount(await app.ctxOfAdmin(), { is_second_factor_required: 'Y' });
  await signIn(page, url);
  await page.waitForURL(/\/sign-in\/code/);
  await page.goto(`${url}/contacts`);
  assert.match(page.url(), /\/sign-in\?/, 'nothing else opens before it');
  await page.goto(`${url}/sign-in/code`);
  await page.locator('summary').first().click();
  const fresh = (await page.locator('details code').first().textContent())!.replaceAll(' ', '');
  await look('agent-led-to-codes');
  await page.fill('[name=code]', nextCode(app, fresh));
  await page.click('main [type=submit]');
  await page.locator('li code').first().waitFor();
  await look('agent-led-recovery-codes');
  await page.click('main a[href="/"]');
  await page.waitForURL(`${url}/`);
  await page.context().clearCookies();
  await page.goto(`${url}/sign-in/code`);
  await look('agent-step-over');
}

async function signIn(page: Visitor['page'], url: string, return_to = '/'): Promise<void> {
  await page.goto(`${url}/sign-in?return_to=${encodeURIComponent(return_to)}`);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', agentPassword);
  await page.click('main form [type=submit]');
}
