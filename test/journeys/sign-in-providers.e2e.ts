import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { createProvider } from '#features/sign-in-providers/create-provider.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { loadProgram, type Program } from '../load-program.ts';
import { makeAgent } from '../make.ts';
import { activateContact, contactPassword, insertContact } from '../portal.ts';
import { serveApp } from '../serve-app.ts';
import { startApp, type TestApp } from '../start-app.ts';
import { type MailServer, startMailServer } from '../start-mail-server.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../start-openid-provider.ts';
import { openBrowser, type Visit, type Visitor } from './open-browser.ts';

const people = {
  en: { name: 'Ruth King', email: 'ruth@hanbit.example', desk: 'Acorn Login' },
  ko: { name: '김하늘', email: 'haneul@hanbit.example', desk: '한빛 로그인' },
};
const visits: Visit[] = [
  { locale: 'en', width: 1440, theme: 'light' },
  { locale: 'ko', width: 390, height: 844, theme: 'dark' },
];

let browser: Awaited<ReturnType<typeof openBrowser>>;
let mail: MailServer;
let program: Program;
before(async () => {
  program = await loadProgram();
  browser = await openBrowser();
  mail = await startMailServer();
});
after(async () => {
  await browser.close();
  await mail.stop();
});

interface Stage {
  app: TestApp;
  admin: Context;
  url: string;
  provider: OpenIdProvider;
  locale: Locale;
}

/** A help desk and a provider at hosts of their own, so that the way between them crosses sites. */
async function onStage(locale: Locale, journey: (stage: Stage) => Promise<void>): Promise<void> {
  const allowed = new Set<string>();
  const app = await startApp({ program, language: locale, smtp_url: mail.url, private_hosts: allowed });
  const server = await serveApp(app);
  const provider = await startOpenIdProvider({ people: {}, public_url: server.url, hostname: '127.0.0.1' });
  allowed.add(provider.host);
  const admin = await app.ctxOfAdmin();
  await switchMail(admin, { is_on: true });
  await inTransaction(admin, ({ db }) => db.updateTable('account_host').set({ public_url: server.url }).execute());
  try {
    await journey({ app, admin, url: server.url, provider, locale });
  } finally {
    await server.stop();
    await app.stop();
    await provider.stop();
  }
}
async function addOpenId({ admin, provider, locale }: Stage): Promise<number> {
  const { issuer, client_id, client_secret } = provider;
  const given = {
    ...{ name: people[locale].desk, issuer, client_id, client_secret, email_domains: 'hanbit.example, acorn.example' },
    ...{ is_for_contacts: 'on', is_for_agents: 'on' },
  };
  const { id } = await createProvider(admin, { kind: 'openid', given });
  for (const kind of ['google', 'naver', 'kakao'] as const) {
    await createProvider(admin, {
      kind,
      given: { client_id: `maru-${kind}`, client_secret: 'hush', is_for_contacts: 'on' },
    });
  }
  return id;
}

/** The provider's own page: a name, and the button. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.waitForURL(/127\.0\.0\.1:\d+\/interaction/);
  await page.fill('[name=login]', login);
  await page.click('button:not([name])');
}

for (const visit of visits) {
  const { locale } = visit;
  test(`a customer comes by his provider, proves an address once where it does not vouch, and links another account, without script (${locale})`, () =>
    onStage(locale, async (stage) => {
      const { app, admin, url, provider } = stage;
      const { name, email, desk } = people[locale];
      await addOpenId(stage);
      await activateContact(admin, await insertContact(admin, { name, email, language: locale }));
      Object.assign(provider.people, {
        vouched: { email, email_verified: true, name },
        unvouched: { email: 'me@naver.com', name },
      });
      const visitor = await browser.visit({ ...visit, javaScript: false });
      const { page, look } = visitor;
      try {
        await page.goto(`${url}/portal/sign-in?return_to=/portal/profile`);
        await look('providers-portal-sign-in');
        await page.getByRole('button', { name: desk }).click();
        await signInThere(page, 'vouched');
        await page.waitForURL(`${url}/portal/profile`);
        await look('providers-portal-profile');
        await page.goto(`${url}/portal`);
        await page.locator('form[action="/portal/sign-out"] button').click();
        await page.waitForURL(/signed_out/);

        // There too, or he would come in again without being asked.
        await page.context().clearCookies();
        await page.goto(`${url}/portal/sign-in`);
        await page.getByRole('button', { name: desk }).click();
        await page.waitForURL(/interaction/);
        await page.click('[name=refused]');
        await page.waitForURL(`${url}/portal/sign-in?with=cancelled`);
        await look('providers-portal-cancelled');

        await page.context().clearCookies();
        await page.goto(`${url}/portal/sign-in`);
        await page.getByRole('button', { name: desk }).click();
        await signInThere(page, 'unvouched');
        await page.waitForURL(/prove-address/);
        assert.equal(await page.inputValue('[name=email]'), 'me@naver.com');
        await page.fill('[name=email]', 'no address');
        await page.click('main [type=submit]');
        await look('providers-prove-refused');
        await page.fill('[name=email]', email);
        await look('providers-prove-address');
        await page.click('main [type=submit]');
        await page.waitForURL(/prove-address/);
        await app.worker.runDue();
        const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(mail.mailTo(email).subject!)![0];
        await page.fill('[name=code]', 'AAAA-AAAA');
        await page.click('main [type=submit]');
        await look('providers-prove-code-wrong');
        await page.fill('[name=code]', code.toLowerCase());
        await page.click('main [type=submit]');
        await page.waitForURL(`${url}/portal`);

        await page.goto(`${url}/portal/profile/sign-in`);
        await look('providers-own-links');
        assert.equal(await page.getByText('me@naver.com').count(), 1);
        await page.route(/kauth\.kakao\.com/, (route) => route.fulfill({ contentType: 'text/html', body: 'Kakao' }));
        await page.selectOption('[name=provider]', { label: locale === 'ko' ? '카카오' : 'Kakao' });
        await page.fill('[name=password]', contactPassword);
        await page.locator('form:has([name=password]) button').click();
        await page.waitForURL(/kauth\.kakao\.com\/oauth\/authorize/);
        const { searchParams } = new URL(page.url());
        assert.match(searchParams.get('redirect_uri')!, /\/sign-in-return\/4$/);
        assert.equal(searchParams.get('code_challenge_method'), 'S256');
        await endLink(stage, visitor);
        await page.goto(`${url}/portal/security`);
        await look('providers-portal-security');
      } finally {
        await visitor.close();
      }
    }));
}

/** Who signed in some time ago says once more who he is, comes back, and ends a link. */
async function endLink({ app, url }: Stage, { page, look }: Visitor): Promise<void> {
  app.clock.offset_ms += 11 * 60_000;
  await page.goto(`${url}/portal/profile/sign-in`);
  await page.locator('button[name=link]').last().click();
  await look('providers-not-fresh');
  await page.getByRole('alert').getByRole('link').last().click();
  await page.waitForURL(/\/portal\/confirm\?/);
  await page.fill('[name=password]', contactPassword);
  await page.locator('form:has([name=password]) button').click();
  await page.waitForURL(`${url}/portal/profile/sign-in`);
  await page.locator('button[name=link]').last().click();
  await page.waitForURL(/sign-in\?removed$/);
}

for (const visit of visits) {
  const { locale } = visit;
  test(`an admin sets a provider up, tries it out and makes agents use it; an agent comes in by it (${locale})`, () =>
    onStage(locale, async (stage) => {
      const { admin, url, provider } = stage;
      await makeAgent(admin, { name: people[locale].name, email: 'eva@acorn.example', language: locale });
      Object.assign(provider.people, {
        adam: { email: 'adam@acorn.example', email_verified: true, name: 'Adam Admin' },
        nobody: { email: 'nobody@acorn.example', email_verified: true },
        eva: { email: 'eva@acorn.example', email_verified: true, name: people[locale].name },
      });
      const visitor = await browser.visit(visit);
      const { page, look } = visitor;
      try {
        const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
        const { token } = await createSession(stage.app.ctxOfStranger(), { agent_id, is_remembered: false });
        await page.context().addCookies([{ name: 'agent_session', value: token, url }]);
        await page.goto(`${url}/settings/sign-in-providers`);
        await look('providers-none');
        await page.locator('a[href$="/new/apple"]').click();
        await page.waitForURL(/new\/apple/);
        await look('providers-new-apple');
        await page.goto(`${url}/settings/sign-in-providers/new/openid`);
        await page.fill('[name=name]', people[locale].desk);
        await page.fill('[name=issuer]', `${provider.issuer}/.well-known/openid-configuration`);
        await page.fill('[name=client_id]', provider.client_id);
        await page.fill('[name=client_secret]', provider.client_secret);
        await page.fill('[name=email_domains]', 'acorn.example');
        await page.check('[name=is_for_agents]');
        await page
          .getByRole('button')
          .filter({ hasText: locale === 'en' ? 'Save' : '저장' })
          .click();
        await page.waitForURL(/sign-in-providers\/1\?created/);
        await look('providers-created');
        assert.equal(await page.inputValue('[name=issuer]'), provider.issuer);
        assert.equal(await page.inputValue('[name=client_secret]'), '', 'never shown again');
        await page.getByRole('button', { name: locale === 'en' ? 'Test it now' : '지금 테스트' }).click();
        await signInThere(page, 'adam');
        await page.waitForURL(`${url}/settings/sign-in-providers/1`);
        await page.getByText('adam@acorn.example').waitFor();
        await look('providers-tested');
        await page.goto(`${url}/settings/sign-in-providers`);
        await page.check('[name=is_required]');
        await page.locator('form:has([name=is_required]) button').click();
        await page.waitForURL(/saved/);
        await look('providers-list');
        await page.goto(`${url}/profile/sign-in`);
        await look('providers-agent-links');

        await page.context().clearCookies();
        await page.goto(`${url}/sign-in?return_to=/contacts`);
        await look('providers-agent-sign-in');
        // As Apple does: the answer is a form of the provider's own page.
        await page.route(/\/auth\?/, (route) =>
          route.continue({ url: `${route.request().url()}&response_mode=form_post` }),
        );
        await page.getByRole('button', { name: people[locale].desk }).click();
        await signInThere(page, 'eva');
        await page.waitForURL(`${url}/contacts`);
        await page.unroute(/\/auth\?/);

        await page.context().clearCookies();
        await page.goto(`${url}/sign-in`);
        await page.getByRole('button', { name: people[locale].desk }).click();
        await signInThere(page, 'nobody');
        await page.waitForURL(`${url}/sign-in?with=refused`);
        await look('providers-agent-refused');
        await provider.stop();
        await page.goto(`${url}/sign-in`);
        await page.locator('summary').click();
        await page.fill('[name=email]', 'adam@acorn.example');
        await page.fill('[name=password]', 'nine quiet lanterns');
        await page.locator('form:has([name=password]) button').click();
        await page.waitForURL(`${url}/`);
      } finally {
        await visitor.close();
      }
    }));
}
