import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import enCompanies from '#locales/en/companies.json' with { type: 'json' };
import enContacts from '#locales/en/contacts.json' with { type: 'json' };
import koCompanies from '#locales/ko/companies.json' with { type: 'json' };
import koContacts from '#locales/ko/contacts.json' with { type: 'json' };
import type { Context } from '#platform/context.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { activateContact } from '../portal.ts';
import type { Visitor } from './open-browser.ts';
import { openConsole } from './open-console.ts';

const words = {
  en: { companies: enCompanies, contacts: enContacts },
  ko: { companies: koCompanies, contacts: koContacts },
};
const names = {
  en: {
    group: 'Litware Group',
    middle: 'Litware Asia',
    firm: 'Litware Korea',
    leaf: 'Litware Busan',
    other: 'Fabrikam Holding',
    people: ['Ruth King', 'Omar Haddad', 'Ingrid Larsen'],
    part: 'abrik',
  },
  ko: {
    group: '한빛그룹',
    middle: '한빛아시아',
    firm: '한빛소프트',
    leaf: '한빛소프트 부산지점',
    other: '푸른홀딩스',
    people: ['김하늘', '이도윤', '박서연'],
    part: 'ㅍㄹㅎㄷ',
  },
};

const inConsole = openConsole();

interface Made {
  firm: number;
  people: number[];
}

/** A tree of four companies with people in it, and another one to move to. */
async function makeTree(admin: Context, locale: Locale): Promise<Made> {
  const { group, middle, firm, leaf, other, people } = names[locale];
  const more = { industry: 'Software', account_tier: 'Gold', renewal_date: '2027-03-05' };
  await createCompany(admin, { name: group, domains: 'litware-group.example' });
  await createCompany(admin, { name: middle, parent_company: group });
  const { id } = await createCompany(admin, { name: firm, parent_company: middle, domains: 'old.example', ...more });
  await createCompany(admin, { name: leaf, parent_company: firm });
  await createCompany(admin, { name: `${leaf} 2`, parent_company: leaf });
  await createCompany(admin, { name: other });
  const ids: number[] = [];
  for (const [at, name] of people.entries()) {
    const { id } = await createContact(admin, { name, email: `person${at}@old.example`, company: firm });
    ids.push(id);
  }
  const { id: boss } = await createContact(admin, { name: `${group} CIO`, email: 'cio@litware-group.example' });
  const sight = { is_primary: true, ticket_visibility: 'company_and_children' } as const;
  await updateMemberships(admin, { contact_id: boss, memberships: [{ ...sight, company: group, role: 'none' }] });
  await updateMemberships(admin, {
    contact_id: ids[0]!,
    memberships: [{ ...sight, company: firm, role: 'contact_admin' }],
  });
  await activateContact(admin, ids[0]!);
  return { firm: id, people: ids };
}

for (const locale of ['en', 'ko'] as const) {
  test(`a company is found, moved, given another domain, deleted and brought back (${locale})`, async () => {
    await inConsole({ locale }, async ({ visitor, url, admin }) => {
      const made = await makeTree(admin, locale);
      await findInList(visitor, url, locale);
      await moveInTree(visitor, url, locale, made);
      await changeDomain(visitor, url, locale, made);
      await deleteAndRestore(visitor, url, locale, made);
      await movePerson(visitor, url, locale, made);
    });
  });

  test(`companies are looked after on a phone in the dark (${locale})`, async () => {
    await inConsole({ locale, width: 390, height: 844, theme: 'dark' }, async ({ visitor, url, admin }) => {
      const { firm, people } = await makeTree(admin, locale);
      const { page, look } = visitor;
      const paths = {
        list: '/companies',
        one: `/companies/${firm}`,
        move: `/companies/${firm}/move?to=none`,
        domain: `/companies/${firm}/change-domain?old_domain=old.example&new_domain=new.example`,
        delete: `/companies/${firm}/delete`,
        person: `/contacts/${people[0]}/move`,
        memberships: `/contacts/${people[0]}/companies`,
      };
      for (const [name, path] of Object.entries(paths)) {
        await page.goto(`${url}${path}`);
        await look(`companies-phone-${name}`);
      }
    });
  });
}

test('without script a company is moved and a membership taken away by plain forms', async () => {
  await inConsole({ locale: 'en', javaScript: false }, async ({ visitor, url, admin }) => {
    const t = words.en;
    const { page } = visitor;
    const { firm, people } = await makeTree(admin, 'en');
    await page.goto(`${url}/companies/${firm}/move`);
    await page.getByRole('searchbox').fill('fabrikam');
    await page.getByRole('searchbox').press('Enter');
    await page.getByRole('link', { name: names.en.other }).click();
    await page.getByRole('button', { name: t.companies.move.submit }).click();
    await page.getByRole('status').getByText(`Moved under ${names.en.other}.`).waitFor();
    await page.getByRole('status').getByRole('button', { name: t.companies.standing.undo }).click();
    await page.getByText(t.companies.standing.done.undo_move).waitFor();
    await page.goto(`${url}/contacts/${people[0]}/companies`);
    await page.getByRole('button', { name: `Remove ${names.en.firm}` }).click();
    await page.waitForURL(/\/companies$/);
    assert.equal(await page.locator('[name=company]').count(), 1);
  });
});

async function findInList({ page, look }: Visitor, url: string, locale: Locale): Promise<void> {
  const { part, other } = names[locale];
  await page.goto(`${url}/companies`);
  await look('companies-list');
  await page.keyboard.press('/');
  await page.keyboard.type(part);
  await page.waitForURL(/search=/);
  await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
  assert.deepEqual(await page.locator('tbody th').allTextContents(), [other]);
}

async function moveInTree({ page, look }: Visitor, url: string, locale: Locale, { firm }: Made): Promise<void> {
  const t = words[locale].companies;
  const { other, leaf, middle, part } = names[locale];
  await page.goto(`${url}/companies/${firm}`);
  await look('companies-one');
  // By keyboard through the tree: down to the child, unfold it, down to the grandchild.
  await page.getByRole('link', { name: middle }).last().focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), leaf);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), `${leaf} 2`);
  await page.getByRole('link', { name: t.move.open, exact: true }).click();
  await page.getByRole('searchbox').fill(part);
  await page.waitForURL(/search=/);
  await page.getByRole('link', { name: other }).click();
  await page.getByRole('button', { name: t.move.submit, exact: true }).waitFor();
  await look('companies-move');
  await page.getByRole('button', { name: t.move.submit, exact: true }).click();
  await page.getByRole('status').getByRole('button', { name: t.standing.undo }).waitFor();
  await look('companies-moved');
  await page.getByRole('status').getByRole('button', { name: t.standing.undo }).click();
  await page.getByText(t.standing.done.undo_move).waitFor();
}

async function changeDomain({ page, look }: Visitor, url: string, locale: Locale, { firm }: Made): Promise<void> {
  const t = words[locale].companies;
  await page.goto(`${url}/companies/${firm}`);
  await page.getByRole('button', { name: t.more, exact: true }).click();
  await page.getByRole('link', { name: t.domain.entry }).click();
  await page.locator('[name=new_domain]').fill('nonsense');
  await page.getByRole('button', { name: t.domain.preview }).click();
  await page.locator('[aria-invalid]').waitFor();
  await page.locator('[name=new_domain]').fill('New.example');
  await page.getByRole('button', { name: t.domain.preview }).click();
  await page.getByRole('radio', { name: t.domain.keep }).waitFor();
  await look('companies-domain');
  await page.locator('form[method=post] button[type=submit]').last().click();
  await page.getByRole('status').getByRole('button', { name: t.standing.undo }).waitFor();
  assert.match((await page.getByRole('status').allTextContents()).join(' '), /old\.example.*new\.example/);
  await look('companies-domain-changed');
  await page.getByRole('status').getByRole('button', { name: t.standing.undo }).click();
  await page.getByRole('status').getByRole('button', { name: t.standing.undo }).waitFor({ state: 'detached' });
}

async function deleteAndRestore({ page, look }: Visitor, url: string, locale: Locale, { firm }: Made): Promise<void> {
  const t = words[locale].companies;
  await page.goto(`${url}/companies/${firm}/delete`);
  await look('companies-delete');
  await page.getByRole('button', { name: t.delete.submit }).click();
  await page.getByText(t.standing.deleted, { exact: true }).waitFor();
  await look('companies-deleted');
  await page.goto(`${url}/companies`);
  await page.getByRole('link', { name: t.views.deleted }).click();
  await page.waitForURL(/view=deleted/);
  await look('companies-deleted-list');
  await page.locator('tbody').getByRole('link', { name: names[locale].firm, exact: true }).click();
  await page.getByRole('button', { name: t.standing.restore }).click();
  await page.getByText(t.standing.done.restore).waitFor();
  await page.getByRole('link', { name: names[locale].people[0]! }).waitFor();
}

async function movePerson({ page, look }: Visitor, url: string, locale: Locale, { people }: Made): Promise<void> {
  const t = words[locale].contacts;
  await page.goto(`${url}/contacts/${people[0]}/companies`);
  await look('companies-memberships');
  await page.goto(`${url}/contacts/${people[0]}`);
  await page.getByRole('link', { name: t.companies.move, exact: true }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('button', { name: t.move.submit, exact: true }).click();
  await page.locator('[aria-invalid]').waitFor();
  await page.locator('[name=company]').fill(names[locale].other);
  await look('companies-person');
  await page.getByRole('button', { name: t.move.submit, exact: true }).click();
  await page.getByText(t.companies.moved).waitFor();
  await look('companies-person-moved');
  await page.getByRole('status').getByRole('button', { name: t.companies.undo }).click();
  await page.getByText(t.companies.moved).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: names[locale].firm, exact: true }).waitFor();
}
