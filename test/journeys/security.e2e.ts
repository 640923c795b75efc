import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createSession } from '#features/sessions/create-session.ts';
import providersEn from '#locales/en/sign-in-providers.json' with { type: 'json' };
import providersKo from '#locales/ko/sign-in-providers.json' with { type: 'json' };
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { loadProgram } from '../load-program.ts';
import { activateContact, contactPassword, insertContact } from '../portal.ts';
import { serveApp } from '../serve-app.ts';
import { adminPassword, startApp, type TestApp } from '../start-app.ts';
import { openBrowser, type Visit, type Visitor } from './open-browser.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const visits: (Visit & { locale: Locale })[] = [
  { locale: 'en', width: 1440, theme: 'light' },
  { locale: 'ko', width: 390, height: 844, theme: 'dark' },
];
const providers = { en: providersEn, ko: providersKo };
const kakao = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile KAKAOTALK 25.8.1 (INAPP)';

interface Stage {
  app: TestApp;
  url: string;
  contact_id: number;
  email: string;
  visit(more?: Partial<Visit>): Promise<Visitor>;
}

async function stage(visit: Visit, journey: (stage: Stage) => Promise<void>): Promise<void> {
  const app = await startApp({ program: await loadProgram(), language: visit.locale });
  const server = await serveApp(app);
  const visitors: Visitor[] = [];
  try {
    const admin = await app.ctxOfAdmin();
    await inTransaction(admin, ({ db }) => db.updateTable('account_host').set({ public_url: server.url }).execute());
    const email = 'haneul@hanbit.example';
    const name = visit.locale === 'ko' ? '김하늘' : 'Ruth King';
    const contact_id = await insertContact(admin, { name, email, language: visit.locale });
    await activateContact(admin, contact_id);
    const origin = { request_id: 'x', ip: '198.51.100.7', user_agent: kakao };
    await createSession({ ...app.ctxOfStranger(), origin }, { contact_id, is_remembered: true });
    await journey({
      app,
      url: server.url,
      contact_id,
      email,
      async visit(more = {}) {
        const visitor = await browser.visit({ ...visit, ...more });
        visitors.push(visitor);
        return visitor;
      },
    });
  } finally {
    for (const { close } of visitors) await close();
    await server.stop();
    await app.stop();
  }
}

/** Who proves himself once more comes back to where he was asked to, and only there. */
async function proveAgain({ page, look }: Pick<Visitor, 'page' | 'look'>, url: string, locale: Locale): Promise<void> {
  for (const [asked, comes] of [
    ['/profile/sign-in', '/profile/sign-in'],
    ['https://elsewhere.example/', '/profile/security'],
  ] as const) {
    await page.goto(`${url}/profile/confirm?${new URLSearchParams({ return_to: asked })}`);
    await look('agent-confirm');
    await page.fill('[name=password]', adminPassword);
    await page
      .locator('form', { has: page.locator('[name=password]') })
      .locator('[type=submit]')
      .click();
    await page.waitForURL(`${url}${comes}`);
  }
  await page.goto(`${url}/profile/sign-in?trouble=secret_lost`);
  await page.getByText(providers[locale].own.news.secret_lost).waitFor();
  await look('agent-links-secret-lost');
}

/** Chromium's own authenticator: a phone or laptop that makes sure of its owner and keeps discoverable keys. */
async function plugInAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Presses the button that asks for a passkey and waits until that has led on; what the form says instead is the failure. */
async function answerWithPasskey(page: Page, kind: 'create' | 'get', url: RegExp | string): Promise<void> {
  const form = page.locator(`form[data-passkey=${kind}]`);
  await form.locator('button').click();
  await page.waitForURL(url).catch(async (cause) => {
    throw new Error(`the passkey led nowhere: ${await form.locator('[role=alert]').textContent()}`, { cause });
  });
}

for (const visit of visits) {
  const { locale } = visit;

  test(`a customer sees where he is signed in and signs a device out, without script (${locale})`, () =>
    stage(visit, async ({ url, email, visit }) => {
      const { page, look } = await visit({ javaScript: false });
      await page.goto(`${url}/portal/sign-in`);
      assert.equal(await page.locator('script').count(), 0, 'the sign-in page has no script at all');
      await look('portal-sign-in');
      await page.fill('[name=email]', email);
      await page.fill('[name=password]', contactPassword);
      await page.click('main form [type=submit]');
      await page.waitForURL(/\/portal$/);
      await page.goto(`${url}/portal/security`);
      assert.equal(await page.getByText('KakaoTalk').count(), 1);
      await look('portal-security');
      await page.locator('li', { hasText: 'KakaoTalk' }).locator('[type=submit]').click();
      await page.waitForURL(/ended=one$/);
      assert.equal(await page.getByText('KakaoTalk').count(), 0);
      await page.goto(`${url}/portal/passkey`);
      await look('portal-passkey-without-script');
      await page.goto(`${url}/portal/security`);
      await page
        .locator('form', { has: page.locator('[value=end_all]') })
        .locator('button')
        .click();
      await page.waitForURL(/signed_out$/);
      await page.goto(`${url}/portal/security`);
      assert.match(page.url(), /sign-in\?return_to=/);
    }));

  test(`a customer adds a passkey and signs in with it (${locale})`, () =>
    stage(visit, async ({ app, url, email, visit }) => {
      const { page, look } = await visit();
      await plugInAuthenticator(page);
      await page.goto(`${url}/portal/sign-in`);
      await page.fill('[name=email]', email);
      await page.fill('[name=password]', contactPassword);
      await page.click('main form [type=submit]');
      await page.waitForURL(/\/portal$/);
      app.clock.offset_ms = 11 * 60_000;
      await page.goto(`${url}/portal/security`);
      await page.click('a[href="/portal/confirm"]');
      await look('portal-confirm');
      await page.fill('[name=password]', contactPassword);
      await page
        .locator('form', { has: page.locator('[name=password]') })
        .locator('button')
        .click();
      await page.waitForURL(/\/portal\/security$/);
      await answerWithPasskey(page, 'create', /passkey=added$/);
      await page.locator('summary').first().click();
      await page.locator('li [name=name]').fill(locale === 'ko' ? '내 휴대폰' : 'My phone');
      await look('portal-security-passkey');
      await page
        .locator('form', { has: page.locator('[value=rename_passkey]') })
        .locator('button')
        .click();
      await page.waitForURL(/passkey=renamed$/);
      await page.click('form[data-passkey=create] button');
      await page.locator('[role=alert]:not(:empty)').waitFor();
      await look('portal-security-passkey-known');
      await page.locator('header form button').first().click();
      await page.waitForURL(/signed_out$/);
      await page.goto(`${url}/portal/sign-in?return_to=%2Fportal%2Fprofile`);
      await page.click('a[href^="/portal/passkey"]');
      await page.locator('form[data-passkey=get] button').waitFor();
      await look('portal-passkey');
      await answerWithPasskey(page, 'get', /\/portal\/profile$/);
      await page.goto(`${url}/portal/security`);
      await page
        .locator('form', { has: page.locator('[value=remove_passkey]') })
        .locator('button')
        .click();
      await page.waitForURL(/passkey=removed$/);
      await page.locator('header form button').first().click();
      await page.waitForURL(/signed_out$/);
      await page.goto(`${url}/portal/passkey`);
      await page.click('form[data-passkey=get] button');
      await page.locator('.notice, [role=alert]:not(:empty)').first().waitFor();
      await look('portal-passkey-refused');
    }));

  test(`an agent adds a passkey, signs in with it and sees where a customer is signed in (${locale})`, () =>
    stage(visit, async ({ url, contact_id, visit }) => {
      const { page, look } = await visit();
      await plugInAuthenticator(page);
      await page.goto(`${url}/sign-in?return_to=%2Fprofile`);
      await page.fill('[name=email]', 'adam@acorn.example');
      await page.fill('[name=password]', adminPassword);
      await page.click('main form [type=submit]');
      await page.waitForURL(/\/profile$/);
      await page.click('a[href="/profile/security"]');
      await page.waitForURL(/security$/);
      await answerWithPasskey(page, 'create', /passkey=added$/);
      await look('agent-security');
      await page.context().clearCookies();
      await page.goto(`${url}/passkey`);
      await look('agent-passkey');
      await answerWithPasskey(page, 'get', `${url}/`);
      await proveAgain({ page, look }, url, locale);
      await page.goto(`${url}/contacts/${contact_id}`);
      await page.click(`a[href="/contacts/${contact_id}/sessions"]`);
      await page.waitForURL(/sessions$/);
      await look('contact-sessions');
      await page
        .locator('form', { has: page.locator('[value=end_all]') })
        .locator('button')
        .click();
      await page.waitForURL(/ended$/);
      await look('contact-sessions-ended');
    }));
}
