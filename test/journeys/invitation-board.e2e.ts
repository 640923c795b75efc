import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { openInvitation } from '#features/invitations/open-invitation.ts';
import { readBounce } from '#features/outbox/bounces/read-bounce.ts';
import { receiveBounce } from '#features/outbox/bounces/receive-bounce.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type Locale, locales } from '#platform/i18n/messages.ts';
import { statusNotice } from '../fixtures/bounces/write-bounces.ts';
import { activateContact, insertContact, linkToken } from '../portal.ts';
import type { TestApp } from '../start-app.ts';
import { type MailServer, startMailServer } from '../start-mail-server.ts';
import { openConsole } from './open-console.ts';

const words = {
  en: {
    bounced: 'Not delivered',
    noMailbox: 'No such mailbox',
    copy: 'Copy link',
    shownOnce: 'A new link, shown only now',
    chosenCopy: 'Copy links',
    resend: 'Send again',
    send: 'Send 2 invitations',
    pause: 'Pause sending',
    resume: 'Resume sending',
    paused: /Sending is paused/,
    names: ['Ruth King', 'Ada Fenn', 'Omar Bell', 'Lena Voss', 'Paul Reed', 'Mina Cho', 'Ivo Hart', 'Sara Lund'],
  },
  ko: {
    bounced: '전달 실패',
    noMailbox: '없는 메일 주소',
    copy: '링크 복사',
    shownOnce: '새 링크 1개를 지금 한 번만 표시합니다',
    chosenCopy: '링크 복사',
    resend: '다시 보내기',
    send: '초대 메일 2통 보내기',
    pause: '발송 일시 중지',
    resume: '발송 다시 시작',
    paused: /발송을 일시 중지했습니다/,
    names: ['김하늘', '이서연', '박지호', '최수아', '정민준', '강예은', '윤도현', '한지우'],
  },
};

const goThrough = openConsole();
let server: MailServer;
before(async () => {
  server = await startMailServer();
});
after(() => server.stop());

/** Eight customers, somebody in each state of the way. */
async function inviteSome(app: TestApp, locale: Locale): Promise<void> {
  const admin = await app.ctxOfAdmin();
  await switchMail(admin, { is_on: true });
  const visitor = { ...app.ctxOfStranger(), origin: { request_id: 'test', ip: '198.51.100.7', user_agent: 'test' } };
  const ids: number[] = [];
  for (const [n, name] of words[locale].names.entries()) {
    const contact_id = await insertContact(admin, { name, email: `customer${n}@hanbit.example` });
    ids.push(contact_id);
    if (n === 7) await activateContact(admin, contact_id);
    else await inviteContact(admin, { contact_id });
    if (n < 7) await app.worker.runDue();
    app.clock.offset_ms += 40 * 60_000;
  }
  const email = 'customer2@hanbit.example';
  const { envelope_from: return_path, messageId } = server.mailTo(email);
  const about = { return_path, message_id: messageId!, to_address: email };
  const said = 'Diagnostic-Code: smtp; 550 5.1.1 <customer2@hanbit.example>: Recipient address rejected: User unknown';
  const notice = await readBounce(Buffer.from(statusNotice(about, ['Action: failed', 'Status: 5.1.1', said])));
  assert.equal(await receiveBounce(app.systemCtx(), notice), true);
  await openInvitation(visitor, await linkToken(app.systemCtx(), ids[4]!));
  await inTransaction(app.systemCtx(), ({ db }) => db.updateTable('account').set({ mail_per_hour: 120 }).execute());
}

for (const locale of locales) {
  test(`the board shows how far each invitation has come; a link is sent again, copied, paused and resumed (${locale})`, async () => {
    const say = words[locale];
    await goThrough(
      { locale, smtp_url: server.url, bounce_address: 'bounces@help.example.com' },
      async ({ visitor: { page, look }, url, app, visit }) => {
        await inviteSome(app, locale);
        await page.goto(`${url}/invitations`);
        assert.equal(await page.locator('tbody tr').count(), 8);
        await look('board');
        await page.getByRole('link', { name: new RegExp(`^${say.bounced}`) }).click();
        await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
        await page.getByText(say.noMailbox).waitFor();
        assert.equal(await page.locator('tbody tr').count(), 1);
        await look('board-bounced');
        await page.locator('tbody tr').hover();
        await page.locator('tbody').getByRole('button', { name: say.copy }).click();
        await page.getByText(say.shownOnce).waitFor();
        await look('board-link-copied');

        await page.goto(`${url}/invitations`);
        // Above them stand the link that was just copied and whoever has come in.
        for (const n of [2, 3]) await page.locator('tbody input[type=checkbox]').nth(n).check();
        await look('board-chosen');
        await page.getByRole('toolbar').getByRole('link', { name: say.resend }).click();
        await page.getByRole('button', { name: say.send }).click();
        await page.waitForURL(/\/bulk-actions\/\d+$/);
        await page.getByRole('button', { name: say.pause }).click();
        await page.getByText(say.paused).waitFor();
        app.clock.offset_ms += 121_000;
        await app.worker.runDue();
        await page.reload();
        await look('sending-paused');
        await page.getByRole('button', { name: say.resume }).click();
        await page.getByRole('button', { name: say.pause }).waitFor();
        await page.goto(`${url}/outbox?state=bounced`);
        await look('outbox-bounced');
        await page.locator('tbody a').first().click();
        await page.getByText(say.noMailbox).waitFor();
        await look('mail-bounced');
        await page.goto(`${url}/settings/portal`);
        await look('portal-settings-mail');

        for (const more of [{ width: 390, height: 844 }, { theme: 'dark' as const }]) {
          const again = await visit(more);
          await again.page.goto(`${url}/invitations`);
          await again.look('board');
        }
      },
    );
  });
}
