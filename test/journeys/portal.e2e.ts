import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { serveHttp } from '#platform/http/serve-http.ts';
import { createLog } from '#platform/log.ts';
import { loadProgram } from '../load-program.ts';
import { insertContact } from '../portal.ts';
import { startApp, type TestApp } from '../start-app.ts';
import { type MailServer, startMailServer } from '../start-mail-server.ts';
import { openBrowser, type Visit, type Visitor } from './open-browser.ts';

const password = 'four muddy umbrellas';
const renewed = 'another quiet harbour';
const ownFields = [
  { kind: 'text', label_en: 'Contract no.', label_ko: '계약번호', is_shown_to_customers: 'on' },
  { kind: 'date', label_en: 'Contract ends', label_ko: '계약 만료일', is_shown_to_customers: 'on' },
  { kind: 'number', label_en: 'Score', label_ko: '내부 평가' },
  {
    kind: 'dropdown',
    label_en: 'Branch',
    label_ko: '이용 지점',
    choices: 'Seoul\nBusan',
    is_required_for_customers: 'on',
  },
  { kind: 'date', label_en: 'Birthday', label_ko: '생일', is_editable_by_customers: 'on' },
  { kind: 'checkbox', label_en: 'Newsletter', label_ko: '소식지 수신', is_editable_by_customers: 'on' },
] as const;
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
  visitor: Visitor;
  url: string;
  email: string;
}

for (const { name, email, ...visit } of visits) {
  test(`a customer comes in by the mailed link, goes, is refused and finds the way back, without script (${visit.locale})`, async () => {
    const app = await startApp({ program: await loadProgram(), language: visit.locale, smtp_url: mail.url });
    const server = await serveHttp(
      { fetch: app.fetch, close() {} },
      { host: '127.0.0.1', port: 0, log: createLog('error', 'stderr') },
    );
    const visitor = await browser.visit({ ...visit, javaScript: false });
    try {
      const url = server.address.replace('127.0.0.1', 'localhost');
      await prepare(app, { url, name, email });
      const stage = { app, visitor, url, email };
      await activate(stage);
      await changeProfile(stage);
      await leaveAndBeRefused(stage);
      await findTheWayBack(stage);
      await meetDeadLinks(stage);
    } finally {
      await visitor.close();
      await server.stop();
      await app.stop();
    }
  });
}

async function prepare(app: TestApp, { url, name, email }: { url: string; name: string; email: string }) {
  const admin = await app.ctxOfAdmin();
  await switchMail(admin, { is_on: true });
  await inTransaction(admin, async ({ db }) => {
    const points = { support_email: 'help@acorn.example', support_phone: '02-1234-5678' };
    await db.updateTable('account').set(points).execute();
    await db.updateTable('account_host').set({ public_url: url }).execute();
  });
  const contact_id = await insertContact(admin, { name, email });
  for (const field of ownFields) await createCustomField(admin, { record: 'contact', ...field });
  const custom_fields = { contract_no: 'C-104', contract_ends: '2027-01-31', score: '17' };
  await updateContact(admin, { id: contact_id, custom_fields });
  await inviteContact(admin, { contact_id });
  await app.worker.runDue();
}

/** The link in the newest mail. */
function mailedLink(email: string): string {
  const link = /http:\/\/localhost:\d+\/portal\/[a-z]+\?token=[\w-]{43}/.exec(mail.mailTo(email).text!);
  assert.ok(link, mail.mailTo(email).text);
  return link[0];
}

async function activate({ visitor: { page, look }, url, email }: Stage) {
  await page.goto(mailedLink(email));
  assert.equal(page.url(), `${url}/portal/activate`, 'B01 the token has left the address');
  await look('portal-activate');
  await page.fill('[name=password]', 'short');
  await page.click('main [type=submit]');
  await look('portal-activate-refused');
  await page.fill('[name=password]', password);
  await page.click('main [type=submit]');
  await page.waitForURL(/\/portal\?welcome$/);
  await look('portal-home');
}

async function changeProfile({ visitor: { page, look }, url }: Stage) {
  await page.goto(`${url}/portal/profile`);
  await page.fill('[name=mobile]', '010-2345-6789');
  await page.fill('[name="custom_fields.birthday"]', '1990-03-05');
  await page.check('[name="custom_fields.newsletter"]');
  await look('portal-profile');
  await page.click('main [type=submit]');
  await look('portal-profile-refused');
  assert.equal(await page.getByText('C-104').count(), 1);
  assert.ok(!/내부 평가|Score|score/.test(await page.content()), 'what is not shown is not sent');
  assert.equal(await page.inputValue('[name="custom_fields.birthday"]'), '1990-03-05', 'what was typed is still there');
  await page.selectOption('[name="custom_fields.branch"]', 'Busan');
  await page.click('main [type=submit]');
  await page.waitForURL(/saved$/);
  await page.locator('[name="custom_fields.newsletter"]').scrollIntoViewIfNeeded();
  await look('portal-profile-saved');
  assert.equal(await page.inputValue('[name=mobile]'), '010-2345-6789');
  assert.equal(await page.inputValue('[name="custom_fields.branch"]'), 'Busan');
  assert.ok(await page.isChecked('[name="custom_fields.newsletter"]'));
  const forged = { 'custom_fields.score': '99', 'custom_fields.contract_no': 'C-1', 'custom_fields.branch': 'Seoul' };
  await page.request.post(`${url}/portal/profile`, { form: forged, headers: { origin: url } });
  await page.reload();
  assert.equal(await page.inputValue('[name="custom_fields.branch"]'), 'Seoul');
  assert.equal(await page.getByText('C-104').count(), 1, 'F05');
}

async function leaveAndBeRefused({ visitor: { page, look }, url, email }: Stage) {
  await page.click('[action="/portal/sign-out"] button');
  await page.waitForURL(/signed_out$/);
  await look('portal-sign-in');
  await page.goto(`${url}/portal/profile`);
  assert.match(page.url(), /sign-in\?return_to=%2Fportal%2Fprofile$/);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', 'not my password');
  await page.click('main [type=submit]');
  await look('portal-not-authorized');
  assert.equal(await page.inputValue('[name=email]'), email, 'what was typed is still there');
}

async function findTheWayBack({ app, visitor: { page, look }, url, email }: Stage) {
  await page.click('main [type=submit]');
  await look('portal-way-in-sent');
  await app.worker.runDue();
  await page.goto(mailedLink(email));
  assert.equal(page.url(), `${url}/portal/reset`);
  await look('portal-reset');
  await page.fill('[name=password]', renewed);
  await page.click('main [type=submit]');
  await page.waitForURL(/password_changed$/);
  await page.click('[action="/portal/sign-out"] button');
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', renewed);
  await page.click('main [type=submit]');
  await page.waitForURL(`${url}/portal`);
}

async function meetDeadLinks({ app, visitor: { page, look }, url }: Stage) {
  await page.goto(`${url}/portal/activate?token=${'x'.repeat(43)}`);
  await look('portal-link-unknown');
  const admin = await app.ctxOfAdmin();
  const email = 'late@hanbit.example';
  await inviteContact(admin, { contact_id: await insertContact(admin, { name: 'Late', email }) });
  await app.worker.runDue();
  const link = mailedLink(email);
  app.clock.offset_ms += 8 * 24 * 3_600_000;
  await page.goto(link);
  await look('portal-link-expired');
  await page.click('main [type=submit]');
  await look('portal-link-renewed');
  await app.worker.runDue();
  assert.notEqual(mailedLink(email), link);
  await page.goto(mailedLink(email));
  assert.equal(await page.locator('[name=password]').count(), 1);
}
