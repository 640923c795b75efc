import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupToken } from '#features/setup/setup-token.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { loadProgram } from '../load-program.ts';
import { serveApp } from '../serve-app.ts';
import { startApp, type TestApp } from '../start-app.ts';
import { openBrowser, type Visitor } from './open-browser.ts';

const words = {
  en: {
    again: 'would be guessed quickly',
    import: 'Import your customers',
    signIn: 'Sign in',
    refused: 'do not match',
  },
  ko: { again: '쉽게 추측할 수 있는', import: '고객 가져오기', signIn: '로그인', refused: '맞지 않거나' },
};
const person = {
  en: { desk: 'Acorn Support', name: 'Ruth King', email: 'ruth@acorn.example' },
  ko: { desk: '한빛 고객센터', name: '김하늘', email: 'haneul@hanbit.example' },
};
const password = 'nine quiet lanterns';

let browser: Awaited<ReturnType<typeof openBrowser>>;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

for (const locale of ['en', 'ko'] as const) {
  test(`from the printed link to the checklist, out and in again (${locale})`, async () => {
    const app = await startApp({ accounts: 0, program: await loadProgram() });
    const server = await serveApp(app);
    const visitor = await browser.visit({ locale });
    try {
      await setUp(app, { visitor, locale, url: server.url });
      await outAndIn({ visitor, locale, url: server.url });
      await settings({ visitor, url: server.url });
    } finally {
      await visitor.close();
      await server.stop();
      await app.stop();
    }
  });
}

interface Stage {
  visitor: Visitor;
  url: string;
}

async function setUp(app: TestApp, { visitor, locale, url }: Stage & { locale: Locale }) {
  const { page, look } = visitor;
  const { desk, name, email } = person[locale];
  await page.goto(`${url}/contacts`);
  await look('set-up-closed');
  await page.goto(`${url}/set-up/${setupToken(app.ctxOfStranger(0))}`);
  await page
    .locator('[name=time_zone]')
    .filter({ has: page.locator('[value="Asia/Seoul"]:checked') })
    .waitFor();
  assert.equal(await page.inputValue('[name=language]'), locale);
  assert.equal(await page.inputValue('[name=public_url]'), url);
  await look('set-up');
  await page.fill('[name=name]', desk);
  await page.fill('[name=admin_name]', name);
  await page.fill('[name=admin_email]', email);
  await page.fill('[name=admin_password]', 'password1');
  await page.click('main [type=submit]');
  await page.getByText(words[locale].again).first().waitFor();
  await look('set-up-refused');
  assert.equal(await page.inputValue('[name=name]'), desk, 'what was typed is still there');
  await page.fill('[name=admin_password]', password);
  await page.click('main [type=submit]');
  await page.getByRole('heading', { name: words[locale].import }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
  await look('home');
}

async function outAndIn({ visitor, locale, url }: Stage & { locale: Locale }) {
  const { page, look } = visitor;
  await page.click('[popovertarget=agent-menu]');
  await look('agent-menu');
  await page.click('[action="/sign-out"] [type=submit]');
  await page.waitForURL(/sign-in/);
  await look('sign-in');
  await page.goto(`${url}/settings/agents`);
  assert.match(page.url(), /sign-in\?return_to=%2Fsettings%2Fagents$/);
  await page.fill('[name=email]', person[locale].email);
  await page.fill('[name=password]', 'not my password');
  await page.click('main [type=submit]');
  await page.getByText(words[locale].refused).first().waitFor();
  await look('sign-in-refused');
  await page.fill('[name=password]', password);
  await page.click('main [type=submit]');
  await page.waitForURL(`${url}/settings/agents`);
}

async function settings({ visitor, url }: Stage) {
  const { page, look } = visitor;
  await look('agents');
  await page.goto(`${url}/settings/agents/new`);
  await page.fill('[name=name]', 'Hana Kim');
  await page.fill('[name=email]', 'hana@acorn.example');
  await look('agent-new');
  await page.click('main [type=submit]');
  await page.waitForURL(/agents\/\d+\?invited$/);
  await look('agent');
  await page.goto(`${url}/settings/account`);
  await look('account');
  await page.goto(`${url}/settings/portal`);
  await look('portal-settings');
  await page.goto(`${url}/profile`);
  await look('profile');
  await page.goto(`${url}/forgotten`);
  await look('forgotten');
}
