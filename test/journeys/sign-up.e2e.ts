import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { loadProgram } from '../load-program.ts';
import { serveApp } from '../serve-app.ts';
import { change } from '../sign-ups.ts';
import { startApp, type TestApp } from '../start-app.ts';
import { type MailServer, startMailServer } from '../start-mail-server.ts';
import { openBrowser, type Visit, type Visitor } from './open-browser.ts';

const password = 'four muddy umbrellas';
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
  name: string;
  email: string;
}

for (const { name, email, ...visit } of visits) {
  test(`a customer signs up by himself, without script, and an agent lets him in (${visit.locale})`, async () => {
    const app = await startApp({ program: await loadProgram(), language: visit.locale, smtp_url: mail.url });
    const server = await serveApp(app);
    const visitor = await browser.visit({ ...visit, javaScript: false });
    try {
      const { url } = server;
      const admin = await app.ctxOfAdmin();
      const stage = { app, admin, visitor, url, name, email };
      await prepare(stage);
      await signUp(stage);
      await chooseAndWait(stage);
      await approve(stage, visit);
      await signIn(stage);
      await signUpOnceMore(stage);
    } finally {
      await visitor.close();
      await server.stop();
      await app.stop();
    }
  });
}

async function prepare({ app, admin, url }: Stage) {
  await switchMail(admin, { is_on: true });
  await change(app, { sign_up: 'anyone', has_sign_up_approval: 'Y', support_email: 'help@acorn.example' });
  await inTransaction(admin, ({ db }) => db.updateTable('account_host').set({ public_url: url }).execute());
  await createCompany(admin, { name: 'Hanbit', domains: 'hanbit.example' });
  await createCustomField(admin, {
    record: 'contact',
    kind: 'dropdown',
    label_en: 'Branch',
    label_ko: '이용 지점',
    choices: 'Seoul\nBusan',
    is_required_for_customers: 'on',
  });
}

async function signUp({ app, visitor: { page, look }, url, name, email }: Stage) {
  await page.goto(`${url}/portal/sign-in`);
  await look('sign-up-offered');
  await page.click('main [href="/portal/sign-up"]');
  await look('sign-up');
  await page.click('main [type=submit]');
  await look('sign-up-refused');
  await page.fill('[name=name]', name);
  await page.fill('[name=email]', email);
  await page.selectOption('[name="custom_fields.branch"]', 'Busan');
  app.clock.offset_ms += 5_000;
  await page.click('main [type=submit]');
  await look('sign-up-sent');
  await app.worker.runDue();
}

function mailedLink(email: string): string {
  const link = /http:\/\/localhost:\d+\/portal\/sign-up\/confirm\?token=[\w-]{43}/.exec(mail.mailTo(email).text!);
  assert.ok(link, mail.mailTo(email).text);
  return link[0];
}

async function chooseAndWait({ visitor: { page, look }, url, email }: Stage) {
  const link = mailedLink(email);
  for (let scan = 0; scan < 3; scan++) await fetch(link);
  await page.goto(link);
  assert.equal(page.url(), `${url}/portal/sign-up/confirm`, 'B01 the token has left the address');
  await look('sign-up-confirm');
  await page.fill('[name=password]', password);
  await page.click('main [type=submit]');
  await page.waitForURL(/waiting$/);
  await look('sign-up-waiting');
  await page.goto(link);
  await look('sign-up-link-spent');
}

async function approve({ app, admin, url, name }: Stage, visit: Visit) {
  assert.ok(admin.caller.kind === 'agent');
  const { token } = await createSession(admin, { agent_id: admin.caller.agent_id, is_remembered: false });
  const { page, look, close } = await browser.visit(visit);
  await page.context().addCookies([{ name: 'agent_session', value: token, url }]);
  await page.goto(`${url}/sign-ups`);
  await page.getByText(name).first().waitFor();
  await look('sign-ups');
  const [yes] = [visit.locale === 'ko' ? '승인' : 'Approve'];
  await page.getByRole('button', { name: `${yes}: ${name}` }).click();
  await page.locator('[role=status], [aria-live]').first().waitFor();
  await page.getByText(visit.locale === 'ko' ? '1명을 승인했습니다' : '1 person was let in').waitFor();
  await look('sign-ups-approved');
  await page.goto(`${url}/sign-ups?view=decided`);
  await look('sign-ups-decided');
  await page.goto(`${url}/settings/portal`);
  await look('portal-settings-sign-up');
  await close();
  await app.worker.runDue();
}

async function signIn({ visitor: { page, look }, url, email }: Stage) {
  assert.match(mail.mailTo(email).text!, /\/portal\/sign-in/);
  await page.goto(`${url}/portal/sign-in`);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', 'wrong one altogether');
  await page.click('main [type=submit]');
  await look('sign-up-not-authorized');
  await page.goto(`${url}/portal/sign-in`);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.click('main [type=submit]');
  await page.waitForURL(`${url}/portal`);
  assert.ok((await page.content()).includes('Hanbit'), 'the company of the proved domain');
  await page.click('[action="/portal/sign-out"] button');
}

async function signUpOnceMore({ app, visitor: { page }, url, email }: Stage) {
  await page.goto(`${url}/portal/sign-up`);
  await page.fill('[name=name]', 'Mallory');
  await page.fill('[name=email]', email);
  await page.selectOption('[name="custom_fields.branch"]', 'Seoul');
  app.clock.offset_ms += 5_000;
  await page.click('main [type=submit]');
  await page.locator('h1').waitFor();
  await app.worker.runDue();
  assert.match(mail.mailTo(email).subject!, /already have access|이미 이용/);
}
