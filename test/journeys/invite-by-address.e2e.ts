import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { locales } from '#platform/i18n/messages.ts';
import { activateContact, insertContact } from '../portal.ts';
import { type MailServer, startMailServer } from '../start-mail-server.ts';
import { type NameServer, startNameServer } from '../start-name-server.ts';
import { openConsole } from './open-console.ts';

const words = {
  en: {
    invite: 'Invite',
    text: 'People to invite',
    check: 'Look at the list',
    nothing: /Nothing has been created or sent yet/,
    send: 'Send 3 invitations',
    malformed: 'No e-mail address',
    waiting: 'Waiting',
    people:
      'Ruth King <ruth@hanbit.example>, Omar Bell <omar@hanbit.example>\nLena Voss\tlena@hanbit.example\nvera@hanbit.example\nsomebody',
    missing: /The record of the key was not found/,
    make: 'Make a key',
    again: 'Look again',
    signed: /Mail is signed/,
    test: 'Send a test to me',
    sent: /A test is on its way/,
  },
  ko: {
    invite: '초대',
    text: '초대할 사람',
    check: '목록 확인',
    nothing: /아직 아무것도 만들거나 보내지 않았습니다/,
    send: '초대 메일 3통 보내기',
    malformed: '이메일 주소가 아님',
    waiting: '대기 중',
    people:
      '김하늘 <ruth@hanbit.example>, 박지호 <omar@hanbit.example>\n최수아\tlena@hanbit.example\nvera@hanbit.example\n아무개',
    missing: /키의 레코드를 찾지 못했습니다/,
    make: '키 만들기',
    again: '다시 확인',
    signed: /메일에 서명합니다/,
    test: '나에게 시험 메일 보내기',
    sent: /시험 메일을 보내고 있습니다/,
  },
};

const goThrough = openConsole();
let server: MailServer;
let names: NameServer;
before(async () => {
  server = await startMailServer();
  names = await startNameServer();
});
after(async () => {
  await names.stop();
  await server.stop();
});

for (const locale of locales) {
  test(`pasted people are looked at before anything happens, then invited; the records of the sender’s domain are shown (${locale})`, async () => {
    const say = words[locale];
    const mail = { smtp_url: server.url, mail_from: 'support@help.example.com', dns_server: names.address };
    names.records.set('help.example.com', ['v=spf1 ip4:192.0.2.10 ~all']);
    await goThrough({ locale, ...mail }, async ({ visitor: { page, look }, url, admin, visit }) => {
      const vera = await insertContact(admin, { name: 'Vera Verified', email: 'vera@hanbit.example' });
      await activateContact(admin, vera);
      await page.goto(`${url}/invitations`);
      await page.getByRole('link', { name: say.invite, exact: true }).click();
      await page.getByLabel(say.text).fill(say.people);
      await look('paste-empty');
      await page.getByRole('button', { name: say.check }).click();
      await page.getByText(say.nothing).waitFor();
      await page.getByText(say.malformed).waitFor();
      assert.equal(await page.locator('tbody tr').count(), 5);
      await look('paste-checked');
      await page.getByRole('button', { name: say.send }).click();
      await page.waitForURL(/\/bulk-actions\/\d+$/);
      await page.getByText(say.waiting, { exact: true }).first().waitFor();

      await page.goto(`${url}/settings/mail-check`);
      await look('mail-check');
      await page.getByRole('button', { name: say.make }).click();
      await page.getByText(say.missing).waitFor();
      await look('mail-check-key');
      const [name, value] = await page.locator('code').evaluateAll((codes) => {
        const texts = codes.map((code) => code.textContent ?? '');
        return [texts.find((text) => text.includes('._domainkey.')), texts.find((text) => text.startsWith('v=DKIM1'))];
      });
      names.records.set(name!, [value!]);
      await page.getByRole('button', { name: say.again }).click();
      await page.getByText(say.signed).waitFor();
      await page.getByRole('button', { name: say.test }).click();
      await page.getByText(say.sent).waitFor();
      await look('mail-check-signed');
      const phone = await visit({ width: 390, height: 844 });
      await phone.page.goto(`${url}/settings/mail-check`);
      await phone.look('mail-check');
      await phone.page.goto(`${url}/invitations/new`);
      await phone.look('paste-empty');
      const dark = await visit({ theme: 'dark' });
      await dark.page.goto(`${url}/settings/mail-check`);
      await dark.look('mail-check');
    });
  });
}

test('people are invited by pasted addresses without any script', async () => {
  await goThrough({ locale: 'en', javaScript: false }, async ({ visitor: { page }, url }) => {
    await page.goto(`${url}/invitations/new`);
    await page
      .getByLabel(words.en.text)
      .fill('Ruth King <ruth@hanbit.example>\nomar@hanbit.example, lena@hanbit.example');
    await page.getByRole('button', { name: words.en.check }).click();
    await page.getByText(words.en.nothing).waitFor();
    await page.getByRole('button', { name: words.en.send }).click();
    await page.waitForURL(/\/bulk-actions\/\d+$/);
  });
});
