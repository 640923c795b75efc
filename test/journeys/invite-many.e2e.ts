import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSession } from '#features/sessions/create-session.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type HttpServer, serveHttp } from '#platform/http/serve-http.ts';
import { type Locale, locales } from '#platform/i18n/messages.ts';
import { createLog } from '#platform/log.ts';
import { loadProgram } from '../load-program.ts';
import { activateContact, insertContact } from '../portal.ts';
import { startApp, type TestApp } from '../start-app.ts';
import { openBrowser, type Visit } from './open-browser.ts';

const words = {
  en: {
    invite: 'Invite',
    sends: 'Send 12 invitations',
    waiting: 'Waiting',
    cancel: 'Cancel sending',
    cancelled: 'Cancelled',
    done: 'Done',
    left_out: 'Left out: Without an e-mail address',
    queued: 'Waiting to be sent',
  },
  ko: {
    invite: '초대',
    sends: '초대 메일 12통 보내기',
    waiting: '대기 중',
    cancel: '발송 취소',
    cancelled: '취소됨',
    done: '완료',
    left_out: '제외: 이메일 주소 없음',
    queued: '발송 대기',
  },
};

let browser: Awaited<ReturnType<typeof openBrowser>>;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

/** Twelve who can be invited, one without an address, one who is in already. */
async function startDesk(language: Locale): Promise<{ app: TestApp; server: HttpServer; cookie: string }> {
  const app = await startApp({ language, program: await loadProgram() });
  const admin = await app.ctxOfAdmin();
  const names =
    language === 'ko'
      ? ['김하늘', '이서연', '박지호', '최수아', '정민준', '강예은']
      : ['Ruth King', 'Ada Fenn', 'Omar Bell', 'Lena Voss', 'Paul Reed', 'Mina Cho'];
  for (let n = 0; n < 12; n++) {
    const name = `${names[n % 6]}${n < 6 ? '' : ' 2'}`;
    await insertContact(admin, { name, email: `customer${n}@hanbit.example`, language: n % 3 === 0 ? 'ko' : 'en' });
  }
  await insertContact(admin, { name: language === 'ko' ? '무주소' : 'Nora Noaddress', email: null });
  await activateContact(admin, await insertContact(admin, { name: 'Vera Verified', email: 'vera@hanbit.example' }));
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: false });
  const server = await serveHttp(app, { host: '127.0.0.1', port: 0, log: createLog('error', 'stderr') });
  return { app, server, cookie: token };
}

for (const locale of locales) {
  test(`an agent invites all who match, calls it back, and invites them again (${locale})`, async () => {
    const { app, server, cookie } = await startDesk(locale);
    const say = words[locale];
    const { page, look, close } = await browser.visit({ locale });
    try {
      await page.context().addCookies([{ name: 'agent_session', value: cookie, url: server.address }]);
      await page.goto(`${server.address}/contacts?view=unverified`);
      await page.locator('thead input[type=checkbox]').check();
      await page.getByRole('toolbar').getByRole('link', { name: say.invite }).click();
      await page.getByRole('button', { name: say.sends }).waitFor();
      await look('bulk-invitation-preview');
      await page.getByRole('button', { name: say.sends }).click();
      await page.waitForURL(/\/bulk-actions\/\d+$/);
      await page.getByText(say.waiting, { exact: true }).first().waitFor();
      await look('bulk-invitation-waiting');
      await page.getByRole('button', { name: say.cancel }).click();
      await page.getByText(say.cancelled, { exact: true }).first().waitFor();

      await page.goto(`${server.address}/bulk-actions/new?all=yes&view=unverified`);
      await page.getByRole('button', { name: say.sends }).click();
      await page.waitForURL(/\/bulk-actions\/\d+$/);
      app.clock.offset_ms += 121_000;
      await app.worker.runDue();
      // Nobody reloads: the page hears of it.
      await page.getByText(say.done, { exact: true }).first().waitFor();
      await page.getByText(say.left_out).waitFor();
      await page.getByText(say.queued, { exact: true }).first().waitFor();
      await look('bulk-invitation-done');
      await page.goto(`${server.address}/invitations`);
      await look('invitation-list');
      assert.equal(await page.locator('tbody tr').count(), 13);
      await inTransaction(app.systemCtx(), ({ db }) =>
        db.updateTable('account').set({ is_mail_to_customers_on: true }).execute(),
      );
      await lookElsewhere({ locale, width: 390, height: 844 }, { server, cookie });
      await lookElsewhere({ locale, theme: 'dark' }, { server, cookie });
    } finally {
      await close();
      await server.stop();
      await app.stop();
    }
  });
}

/** The same pages on a phone, and in the dark. */
async function lookElsewhere(visit: Visit, { server, cookie }: { server: HttpServer; cookie: string }): Promise<void> {
  const { page, look, close } = await browser.visit(visit);
  await page.context().addCookies([{ name: 'agent_session', value: cookie, url: server.address }]);
  for (const [name, path] of [
    ['bulk-invitation-preview', '/bulk-actions/new?all=yes&view=unverified'],
    ['bulk-invitation-done', '/bulk-actions/2'],
    ['invitation-list', '/invitations'],
    ['bulk-invitation-list', '/bulk-actions'],
  ] as const) {
    await page.goto(`${server.address}${path}`);
    await look(name);
  }
  await close();
}

test('a bulk invitation can be sent and called back without any script', async () => {
  const { app, server, cookie } = await startDesk('en');
  const { page, close } = await browser.visit({ locale: 'en', javaScript: false });
  try {
    await page.context().addCookies([{ name: 'agent_session', value: cookie, url: server.address }]);
    await page.goto(`${server.address}/bulk-actions/new?all=yes&view=unverified`);
    await page.getByRole('button', { name: words.en.sends }).click();
    await page.waitForURL(/\/bulk-actions\/1$/);
    await page.getByRole('button', { name: words.en.cancel }).click();
    await page.getByText(words.en.cancelled, { exact: true }).first().waitFor();
  } finally {
    await close();
    await server.stop();
    await app.stop();
  }
});
