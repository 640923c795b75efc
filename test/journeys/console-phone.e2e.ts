import { after, before, test } from 'node:test';
import { inviteAgent } from '#features/agents/invite-agent.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { loadProgram } from '../load-program.ts';
import { serveApp } from '../serve-app.ts';
import { adminPassword, startApp } from '../start-app.ts';
import { openBrowser } from './open-browser.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const paths = {
  home: '/',
  agents: '/settings/agents',
  agent: '/settings/agents/2',
  'agent-new': '/settings/agents/new',
  account: '/settings/account',
  portal: '/settings/portal',
  profile: '/profile',
};

for (const locale of ['en', 'ko'] as const) {
  test(`the console fits a phone in the dark (${locale})`, async () => {
    const app = await startApp({ program: await loadProgram(), language: locale });
    const admin = await app.ctxOfAdmin();
    await createContact(admin, { name: '김하늘', email: 'haneul@hanbit.example' });
    await inviteAgent(admin, { name: 'Hana Kim', email: 'hana@acorn.example', role: 'supervisor', language: locale });
    const server = await serveApp(app);
    const { page, look, close } = await browser.visit({ locale, width: 390, height: 844, theme: 'dark' });
    try {
      await page.goto(`${server.url}/sign-in`);
      await look('sign-in');
      await page.fill('[name=email]', 'adam@acorn.example');
      await page.fill('[name=password]', adminPassword);
      await page.click('main [type=submit]');
      await page.waitForURL(`${server.url}/`);
      await page.click('[popovertarget=console-nav]');
      await look('navigation');
      for (const [name, path] of Object.entries(paths)) {
        await page.goto(`${server.url}${path}`);
        await look(name);
      }
    } finally {
      await close();
      await server.stop();
      await app.stop();
    }
  });
}
