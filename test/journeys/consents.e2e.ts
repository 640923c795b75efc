import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { createConsent } from '#features/portal-access/consents/create-consent.ts';
import { updateConsent } from '#features/portal-access/consents/update-consent.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { loadProgram } from '../load-program.ts';
import { insertContact } from '../portal.ts';
import { serveApp } from '../serve-app.ts';
import { change } from '../sign-ups.ts';
import { startApp, type TestApp } from '../start-app.ts';
import { type MailServer, startMailServer } from '../start-mail-server.ts';
import { openBrowser, type Visit, type Visitor } from './open-browser.ts';

const required = {
  label_en: 'I agree to my name and address being processed (required)',
  label_ko: '개인정보 수집·이용에 동의합니다',
  text_en:
    'Purpose: answering your requests.\nWhat: name, e-mail address, telephone numbers.\nUntil: you close your access.',
  text_ko: '목적: 문의 처리\n항목: 이름, 이메일 주소, 전화번호\n보유 기간: 이용을 그만둘 때까지',
  document: 'privacy_policy',
  is_required: 'Y',
};
const visits: (Visit & { name: string; email: string })[] = [
  { locale: 'en', width: 1440, theme: 'light', name: 'Ruth King', email: 'ruth@hanbit.example' },
  { locale: 'ko', width: 390, height: 844, theme: 'dark', name: '김하늘', email: 'haneul@hanbit.example' },
];

let browser: Awaited<ReturnType<typeof openBrowser>>;
let mail: MailServer;
before(async () => {
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
  visitor: Visitor;
  url: string;
  email: string;
  consents: { required: number; optional: number };
}

for (const { name, email, ...visit } of visits) {
  test(`a customer agrees, withdraws, signs in by a mailed link and is asked again, without script (${visit.locale})`, async () => {
    const app = await startApp({ program: await loadProgram(), language: visit.locale, smtp_url: mail.url });
    const server = await serveApp(app);
    const visitor = await browser.visit({ ...visit, javaScript: false });
    try {
      const { url } = server;
      const admin = await app.ctxOfAdmin();
      await switchMail(admin, { is_on: true });
      await inTransaction(admin, ({ db }) => db.updateTable('account_host').set({ public_url: url }).execute());
      await change(app, {
        has_sign_in_links: 'Y',
        privacy_policy_url: 'https://hanbit.example/privacy',
        terms_url: 'https://hanbit.example/terms',
      });
      const consents = {
        required: (await createConsent(admin, required)).id,
        optional: (await createConsent(admin, { label_en: 'News by mail', label_ko: '소식 메일 수신' })).id,
      };
      const stage = { app, admin, visitor, url, email, consents };
      await defineInConsole(stage, visit);
      const contact_id = await insertContact(admin, { name, email });
      await inviteContact(admin, { contact_id });
      await app.worker.runDue();
      await activate(stage);
      await withdraw(stage);
      await signInByLink(stage);
      await agreeAgain(stage);
    } finally {
      await visitor.close();
      await server.stop();
      await app.stop();
    }
  });
}

async function defineInConsole({ admin, url, consents }: Stage, visit: Visit) {
  assert.ok(admin.caller.kind === 'agent');
  const { token } = await createSession(admin, { agent_id: admin.caller.agent_id, is_remembered: false });
  const { page, look, close } = await browser.visit(visit);
  await page.context().addCookies([{ name: 'agent_session', value: token, url }]);
  await page.goto(`${url}/settings/consents`);
  await look('consents');
  await page.goto(`${url}/settings/consents/${consents.optional}`);
  await look('consent');
  await page.fill('[name=text_ko]', '한 달에 한 번 보내 드립니다.');
  await page.click('main form:first-of-type [type=submit]');
  await page.waitForURL(/done=changed/);
  await look('consent-changed');
  await close();
}

function mailedLink(email: string): string {
  const link = /http:\/\/localhost:\d+\/portal\/[a-z/-]+\?token=[\w-]{43}/.exec(mail.mailTo(email).text!);
  assert.ok(link, mail.mailTo(email).text);
  return link[0];
}

async function activate({ visitor: { page, look }, email, consents }: Stage) {
  await page.goto(mailedLink(email));
  assert.equal(await page.locator('input[type=checkbox]:checked').count(), 0, 'nothing is ticked');
  await look('consents-activate');
  await page.fill('[name=password]', 'four muddy umbrellas');
  await page.click('main [type=submit]');
  await look('consents-missing');
  await page.fill('[name=password]', 'four muddy umbrellas');
  await page.check(`[name=consent_${consents.required}]`);
  await page.check(`[name=consent_${consents.optional}]`);
  await page.click('main [type=submit]');
  await page.waitForURL(/\/portal\?welcome$/);
}

async function withdraw({ visitor: { page, look }, url }: Stage) {
  await page.goto(`${url}/portal/profile`);
  await page.click('main [href="/portal/consents"]');
  await look('consents-own');
  await page.click('main ul [type=submit]');
  await page.waitForURL(/saved$/);
  await look('consents-withdrawn');
  await page.click('[action="/portal/sign-out"] button');
}

async function signInByLink({ app, visitor: { page, look }, url, email }: Stage) {
  await page.goto(`${url}/portal/sign-in`);
  await page.click('main [href="/portal/sign-in-link"]');
  await look('sign-in-link');
  await page.fill('[name=email]', email);
  await page.click('main [type=submit]');
  await look('sign-in-link-sent');
  await app.worker.runDue();
  const link = mailedLink(email);
  for (let scan = 0; scan < 3; scan++) await fetch(link);
  await page.goto(link);
  assert.equal(page.url(), `${url}/portal/sign-in-link/confirm`, 'B01 the token has left the address');
  await look('sign-in-link-confirm');
  await page.click('main [type=submit]');
  await page.waitForURL(`${url}/portal`);
  await page.goto(link);
  await look('sign-in-link-spent');
}

async function agreeAgain({ admin, visitor: { page, look }, url, consents }: Stage) {
  await updateConsent(admin, {
    ...required,
    id: consents.required,
    text_en: 'Until: three years after your last request.',
  });
  await page.goto(`${url}/portal/profile`);
  assert.match(page.url(), /\/portal\/consents\?return_to=%2Fportal%2Fprofile$/);
  await look('consents-again');
  await page.click('main form [type=submit]');
  await page.check(`[name=consent_${consents.required}]`);
  await page.click('main form [type=submit]');
  await page.waitForURL(`${url}/portal/profile`);
}
