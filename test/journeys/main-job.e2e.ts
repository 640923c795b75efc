import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { setupToken } from '#features/setup/setup-token.ts';
import { type Locale, locales } from '#platform/i18n/messages.ts';
import { type Translate, translator } from '#platform/i18n/translator.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { loadProgram } from '../load-program.ts';
import { serveApp } from '../serve-app.ts';
import { startApp, type TestApp } from '../start-app.ts';
import { type MailServer, startMailServer } from '../start-mail-server.ts';
import { openBrowser, type Visitor } from './open-browser.ts';

const customers = join(projectFolder, 'test/fixtures/customers/customers-ko-10000-cp949.csv');
/** The first row of the file. */
const customer = 'c000000@maru-07.example.kr';
/** In one language the whole list, in the other its beginning, which walks the same way in a tenth of the time. */
const sizes = {
  ko: { lines: Number.POSITIVE_INFINITY, imported: 9961, invited: 9901 },
  en: { lines: 1_001, imported: 990, invited: 984 },
};
const admin = { name: '이관리', email: 'admin@hanbit.example', password: 'nine quiet lanterns' };
const customersPassword = 'four walls of rice paper';

let browser: Awaited<ReturnType<typeof openBrowser>>;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

for (const locale of locales) {
  test(`from a spreadsheet to a customer who is in (${locale})`, async () => {
    const mailServer = await startMailServer({ isCrowded: true });
    const app = await startApp({ accounts: 0, program: await loadProgram(), smtp_url: mailServer.url });
    await app.worker.start();
    const server = await serveApp(app);
    const agent = await browser.visit({ locale });
    const stage: Stage = { app, url: server.url, mailServer, t: translator(locale), locale };
    try {
      await setUp(stage, agent);
      await importCustomers(stage, agent);
      await inviteThem(stage, agent);
      await activate(stage);
      await seeActive(stage, agent);
    } finally {
      await agent.close();
      await server.stop();
      await app.stop();
      await mailServer.stop();
    }
  });
}

interface Stage {
  app: TestApp;
  url: string;
  mailServer: MailServer;
  t: Translate;
  locale: Locale;
}

async function setUp({ app, url }: Stage, { page }: Visitor): Promise<void> {
  await page.goto(`${url}/set-up/${setupToken(app.ctxOfStranger(0))}`);
  await page.fill('[name=name]', '한빛 고객센터');
  await page.selectOption('[name=country]', 'KR');
  await page.fill('[name=admin_name]', admin.name);
  await page.fill('[name=admin_email]', admin.email);
  await page.fill('[name=admin_password]', admin.password);
  await page.click('main [type=submit]');
  await page.waitForURL(`${url}/`);
  // This desk writes to its customers at any hour, so that the journey ends the same whenever it is run.
  await page.goto(`${url}/settings/portal`);
  await page.fill('[name=bulk_mail_from_hour]', '0');
  await page.fill('[name=bulk_mail_until_hour]', '24');
  await page.click('main [type=submit]');
  await page.waitForURL(`${url}/settings/portal?saved`);
  await page.goto(`${url}/`);
}

/** One click for the companies, one for the two fields that Maru does not know; no header needs one. */
async function importCustomers({ url, t, locale }: Stage, { page, look }: Visitor): Promise<void> {
  await page
    .locator('#content')
    .getByRole('link', { name: t('setup.checklist.steps.import.action'), exact: true })
    .click();
  await page.waitForURL(`${url}/imports/new`);
  await look('main-import-new');
  await page.setInputFiles('input[type=file]', {
    name: basename(customers),
    mimeType: 'text/csv',
    buffer: await beginningOf(customers, sizes[locale].lines),
  });
  await page.waitForURL(/\/imports\/\d+\/mapping$/);
  await look('main-import-mapping');
  await page.getByRole('button', { name: t('imports.mapping.create_fields', { count: 2 }) }).click();
  await page
    .getByRole('button', { name: t('imports.mapping.create_fields', { count: 2 }) })
    .waitFor({ state: 'detached' });
  await page.check('[name=can_create_companies]');
  await page.getByRole('button', { name: t('imports.mapping.check'), exact: true }).click();
  const start = page.getByRole('button', { name: t('imports.check.import', { count: sizes[locale].imported }) });
  await start.waitFor({ timeout: 60_000 });
  await look('main-import-check');
  await start.click();
  await page
    .getByRole('link', { name: t('imports.next.invite', { count: sizes[locale].invited }) })
    .waitFor({ timeout: 60_000 });
  await look('main-import-done');
  await page.goto(`${url}/contacts`);
  await page.getByText(sizes[locale].invited.toLocaleString('en')).first().waitFor();
  await look('main-contacts');
}

/** The first lines of a file, in whatever encoding it is. */
async function beginningOf(file: string, lines: number): Promise<Buffer> {
  const bytes = await readFile(file);
  let end = 0;
  for (let line = 0; line < lines && end < bytes.length; line++) end = bytes.indexOf(0x0a, end) + 1 || bytes.length;
  return bytes.subarray(0, end);
}

async function inviteThem({ app, url, t, mailServer, locale }: Stage, { page, look }: Visitor): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: t('setup.checklist.steps.mail_on.action'), exact: true }).click();
  await page
    .getByRole('button', { name: t('setup.checklist.steps.mail_on.action'), exact: true })
    .waitFor({ state: 'detached' });
  await look('main-home');
  await page.goto(`${url}/bulk-actions/new?act=invite&all=yes&view=unverified`);
  await look('main-invite-preview');
  await page.locator('main form [type=submit]').first().click();
  await page.waitForURL(/\/bulk-actions\/\d+$/);
  await look('main-invite-waiting');
  const toCustomers = () => mailServer.mails.filter(({ envelope_to }) => !envelope_to.includes(admin.email));
  assert.equal(toCustomers().length, 0, 'for two minutes it can be called back');
  app.clock.offset_ms += 121_000;
  // Whether this call or the worker beside it takes the act first is chance; where it is the worker, it goes on alone.
  for (const until = Date.now() + 120_000; toCustomers().length < sizes[locale].invited; await sleep(500)) {
    assert.ok(Date.now() < until, `${toCustomers().length} mails in two minutes`);
    await app.worker.runDue();
  }
  assert.equal(toCustomers().length, sizes[locale].invited);
}

/** The customer has no JavaScript, a phone, and opens the link twice. */
async function activate({ url, mailServer }: Stage): Promise<void> {
  const link = /https?:\/\/\S+\/portal\/activate\?token=[\w-]+/.exec(
    (await mailServer.readMailTo(customer)).text ?? '',
  )?.[0];
  assert.ok(link);
  assert.ok(link.startsWith(`${url}/portal/activate`), link);
  const { page, look, close } = await browser.visit({ locale: 'ko', width: 390, height: 844, javaScript: false });
  try {
    await page.goto(link);
    await page.goto(link);
    await look('main-activate');
    await page.fill('[name=password]', customersPassword);
    await page.click('main [type=submit]');
    await page.waitForURL(/\/portal\?welcome$/);
    await look('main-portal-welcome');
    await page.goto(`${url}/portal/profile`);
    await look('main-portal-profile');
    await page.click('[action="/portal/sign-out"] [type=submit]');
    await page.goto(`${url}/portal/sign-in`);
    await page.fill('[name=email]', customer.toUpperCase());
    await page.fill('[name=password]', 'not the right one');
    await page.click('main form [type=submit]');
    await look('main-portal-not-authorized');
    await page.goto(`${url}/portal/sign-in`);
    await look('main-portal-sign-in');
    await page.fill('[name=email]', customer.toUpperCase());
    await page.fill('[name=password]', customersPassword);
    await page.click('main form [type=submit]');
    await page.waitForURL(/\/portal$/);
    await page.getByText(customer).first().waitFor();
  } finally {
    await close();
  }
}

async function seeActive({ url, t }: Stage, { page, look }: Visitor): Promise<void> {
  await page.goto(`${url}/contacts?search=${encodeURIComponent(customer)}`);
  const row = page.locator('tbody tr');
  await row.getByText(t('contacts.states.active'), { exact: true }).waitFor();
  assert.equal(await row.count(), 1);
  await row.getByRole('link').first().click();
  await page.waitForURL(/\/contacts\/\d+$/);
  await look('main-contact-active');
}
