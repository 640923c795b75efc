import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { listCompanies } from '#features/companies/list/list-companies.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import companiesEn from '#locales/en/companies.json' with { type: 'json' };
import en from '#locales/en/imports.json' with { type: 'json' };
import companiesKo from '#locales/ko/companies.json' with { type: 'json' };
import ko from '#locales/ko/imports.json' with { type: 'json' };
import type { Visit } from './open-browser.ts';
import { openConsole } from './open-console.ts';

const words = { en, ko };
const companyWords = { en: companiesEn, ko: companiesKo };
const lists = {
  ko: `회사명,외부 ID,도메인,상위 회사,업종,갱신일,지역
한빛무역 부산지점,H-2,busan.hanbit.example,한빛무역,도매,2027. 3. 5.,부산
한빛무역,H-1,"hanbit.example, hanbit.example.kr",한빛그룹,도매,2027-01-31,서울
한빛그룹,H-0,hanbit-group.example,,지주회사,,서울
㈜푸른식품,P-1,pureun.example,,식품,2027-06-30,전주
바다해운,B-1,taken.example,,해운,,인천
가온전자,G-1,,없는그룹,전자,,수원
`,
  en: `Company name,External id,Domains,Parent company,Industry,Renewal date,Region
Northwind Leeds,N-2,leeds.northwind.example,Northwind Trading,Wholesale,2027-03-05,North
Northwind Trading,N-1,"northwind.example, northwind.example.org",Northwind Group,Wholesale,2027-01-31,South
Northwind Group,N-0,northwind-group.example,,Holding,,South
Harbour Foods Ltd,P-1,harbour.example,,Food,2027-06-30,West
Baltic Freight,B-1,taken.example,,Shipping,,East
Gable Electric,G-1,,Nowhere Group,Electronics,,North
`,
};
const stories = {
  ko: { known: '푸른식품', owner: '주인회사', group: '한빛그룹', go: '5행 가져오기', corrected: '한빛그룹' },
  en: {
    known: 'Harbour Foods',
    owner: 'Domain Owner',
    group: 'Northwind Group',
    go: 'Import 5 rows',
    corrected: 'Northwind Group',
  },
} as const;

const inConsole = openConsole();

const visits: Visit[] = [
  { locale: 'ko' },
  { locale: 'en' },
  { locale: 'ko', width: 390, height: 844, theme: 'dark' },
  { locale: 'en', width: 390, height: 844 },
];
for (const visit of visits) {
  const { locale, width = 1440 } = visit;
  const t = words[locale];
  test(`a list of companies is uploaded, answered, corrected, imported and undone (${locale}, ${width} wide)`, async () => {
    await inConsole(visit, async ({ visitor: { page, look }, url, app, admin }) => {
      const { known, owner, group, go, corrected } = stories[locale];
      await createCompany(admin, { name: known, industry: locale === 'ko' ? '유통' : 'Retail' });
      await createCompany(admin, { name: owner, domains: 'taken.example' });

      await page.goto(`${url}/companies`);
      await page.getByRole('link', { name: companyWords[locale].import }).click();
      await page.getByText(t.format.hint_company).waitFor();
      await look('company-imports-new');
      const file = { name: `${locale}.csv`, mimeType: 'text/csv', buffer: Buffer.from(lists[locale]) };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.waitForURL(/\/mapping$/);
      await page.getByText(t.mapping.is_company).waitFor();
      await look('company-imports-mapping');
      await page.locator('button[value=create_fields]').click();
      await page.locator('button[value=create_fields]').waitFor({ state: 'hidden' });
      await page.locator('button[value=check]').click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();

      await page.getByText(t.questions.hint_company).waitFor();
      await look('company-imports-check');
      await page.getByRole('button', { name: t.questions.use_all }).click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();
      await page.getByRole('link', { name: t.rows.correct }).click();
      await page.locator('textarea').first().waitFor();
      await look('company-imports-correct');
      // The parent of the second refused row: one that stands in the file.
      const parents = page.locator('tbody[data-outcome] tr:first-child td:nth-child(5) textarea');
      await parents.nth(1).fill(corrected);
      await page.getByText(t.grid.outcomes.created).waitFor();
      await page.locator('button[value=check]').click();
      await page.getByText(t.work.checking).waitFor();
      await app.worker.runDue();
      await page.getByRole('button', { name: go }).waitFor();
      await look('company-imports-ready');
      await page.locator('button[value=start]').click();
      await page.getByText(t.work.run_note).waitFor();
      await app.worker.runDue();
      await page.getByRole('link', { name: t.next.companies }).waitFor();
      await look('company-imports-done');
      await page.getByRole('link', { name: known, exact: true }).first().click();
      await page.waitForURL(/\/companies\/\d+$/);
      await look('company-imports-company');

      const { rows } = await listCompanies(admin, { search: group });
      await updateCompany(admin, { id: rows[0]!.id, note: 'Edited' });
      await page.goto(`${url}/imports`);
      await page.getByRole('link', { name: `${locale}.csv` }).click();
      await page.getByRole('link', { name: t.undo.button }).click();
      await page.getByText(t.undo.hint_company).waitFor();
      await look('company-imports-undo');
      await page.getByRole('button', { name: t.undo.start }).click();
      await page.getByText(t.work.undo_note).waitFor();
      await app.worker.runDue();
      await page.getByText(t.undo.undone_title).waitFor();
      await look('company-imports-undone');
      const left = await listCompanies(admin, {});
      assert.deepEqual(left.rows.map(({ name }) => name).toSorted(), [group, known, owner].toSorted());
      await page.goto(`${url}/imports`);
      await look('company-imports-list');
    });
  });
}
