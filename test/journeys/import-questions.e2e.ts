import { test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import en from '#locales/en/imports.json' with { type: 'json' };
import ko from '#locales/ko/imports.json' with { type: 'json' };
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Visit } from './open-browser.ts';
import { openConsole } from './open-console.ts';

const words = { en, ko };
const lists = {
  ko: `이름,이메일,회사,약정,역할,생성일
김하늘,haneul@hanbit.example,한빛 주식회사,C-1,관리자,2024-01-01
이바다,bada@hanbit.example,한빛 주식회사,C-2,사용자,2024-01-02
박산,san@hanbit.example,(주) 한빛,C-3,사용자,2024-01-03
최들,deul@pureun.example,푸른식품 Co.,C-4,사용자,2024-01-04
한강,gang@hanbit.example,㈜한빛,C-5,사용자,2024-01-05
`,
  en: `Name,Email,Company,Agreement,Role,Created at
Ruth King,ruth@acorn.example,Acorn Inc.,C-1,admin,2024-01-01
Tom Vega,tom@acorn.example,Acorn Inc.,C-2,user,2024-01-02
Mina Park,mina@acorn.example,ACORN Ltd,C-3,user,2024-01-03
Omar Haddad,omar@harbour.example,Harbour Foods LLC,C-4,user,2024-01-04
Grace Lee,grace@acorn.example,Acorn,C-5,user,2024-01-05
`,
};
const stories = {
  ko: {
    companies: ['㈜한빛', '푸른식품'],
    gone: ['한강', 'gang@hanbit.example'],
    use: '‘㈜한빛’ 사용',
    go: '4행 가져오기',
  },
  en: {
    companies: ['Acorn', 'Harbour Foods'],
    gone: ['Grace Lee', 'grace@acorn.example'],
    use: 'Use “Acorn”',
    go: 'Import 4 rows',
  },
} as const;

const inConsole = openConsole();

/** Two companies, a contact who was deleted, and a field without which nobody is added. */
async function makeDirectory(admin: Context, locale: 'en' | 'ko'): Promise<void> {
  const { companies, gone } = stories[locale];
  for (const name of companies) await createCompany(admin, { name });
  const { id } = await createContact(admin, { name: gone[0], email: gone[1] });
  await inTransaction(admin, ({ db, clock }) =>
    db.updateTable('contact').set({ deleted_at: clock.now() }).where('id', '=', id).execute(),
  );
  const required = { record: 'contact', kind: 'text', is_required_for_agents: 'on' } as const;
  await createCustomField(admin, { ...required, label_en: 'Contract no.', label_ko: '계약번호' });
}

const visits: Visit[] = [
  { locale: 'ko' },
  { locale: 'en' },
  { locale: 'ko', width: 390, height: 844, theme: 'dark' },
  { locale: 'en', width: 390, height: 844 },
];
for (const visit of visits) {
  const { locale, width = 1440 } = visit;
  const t = words[locale];
  test(`what a check asks is answered on its page and comes true (${locale}, ${width} wide)`, async () => {
    await inConsole(visit, async ({ visitor: { page, look }, url, app, admin }) => {
      await makeDirectory(admin, locale);
      const { use, go } = stories[locale];

      await page.goto(`${url}/imports/new`);
      const file = { name: `${locale}.csv`, mimeType: 'text/csv', buffer: Buffer.from(lists[locale]) };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.waitForURL(/\/mapping$/);
      await page.getByText(t.mapping.required_missing_hint).waitFor();
      await page.getByText(t.mapping.left_out_as.rights).waitFor();
      await look('imports-mapping-required');
      await page.locator('select[name=field]').nth(3).selectOption('custom_fields.contract_no');
      await page.getByText(t.mapping.required_missing_hint).waitFor({ state: 'hidden' });
      await page.locator('button[value=check]').click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();

      // Companies are not made here, so all of their rows are refused until somebody answers.
      await page.getByText(t.questions.hint_refuse).waitFor();
      await page.getByText(t.check.left_out.split('{')[0]!).waitFor();
      await look('imports-questions');
      await page.getByRole('radio', { name: use }).first().check();
      await page.getByRole('button', { name: t.questions.apply }).click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();
      await page.getByRole('radio', { name: use, checked: true }).waitFor();
      await look('imports-questions-answered');
      await page.getByRole('button', { name: t.questions.use_all }).click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();
      await page.getByRole('button', { name: go }).waitFor();
      await page.locator('button[value=restore_deleted]').click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();
      await page.getByText(t.questions.restored_hint).waitFor();
      await page.getByText(t.rows.forecast.updated).first().waitFor();
      await look('imports-questions-restored');
      await page.locator('button[value=start]').click();
      await page.getByText(t.work.run_note).waitFor();
      await app.worker.runDue();
      await page.getByRole('link', { name: t.next.contacts }).waitFor();
      await look('imports-questions-done');
      await page.getByRole('link', { name: stories[locale].gone[0] }).click();
      await page.waitForURL(/\/contacts\/\d+$/);
      await look('imports-restored-contact');
    });
  });
}
