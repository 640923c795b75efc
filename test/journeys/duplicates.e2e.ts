import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import en from '#locales/en/duplicates.json' with { type: 'json' };
import ko from '#locales/ko/duplicates.json' with { type: 'json' };
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { Visitor } from './open-browser.ts';
import { openConsole } from './open-console.ts';

const words = { en, ko };
const people = {
  en: {
    one: {
      name: 'Ruth King',
      email: 'ruth.king@acorn.example',
      phone: '+1 415 555 2671',
      company: 'Acorn',
      job_title: 'Buyer',
    },
    other: {
      name: 'Ruth A. King',
      email: 'ruthking@acorn.example',
      mobile: '+1 415 555 2671',
      company: 'Litware',
      job_title: 'CFO',
    },
  },
  ko: {
    one: {
      name: '김하늘',
      email: 'haneul.kim@hanbit.example',
      phone: '010-2077-9850',
      company: '한빛소프트',
      job_title: '과장',
    },
    other: {
      name: '김 하늘',
      email: 'haneulkim@hanbit.example',
      mobile: '010-2077-9850',
      company: '한빛연구소',
      job_title: '부장',
    },
  },
};

const inConsole = openConsole();

for (const locale of ['en', 'ko'] as const) {
  test(`two entries of one person are found, merged and parted again, by keyboard (${locale})`, async () => {
    await inConsole({ locale }, async ({ visitor, url, admin }) => {
      const ids = await makePair(admin, locale);
      // Somebody else edits one of the two while the merge is being looked at.
      const edit = () => updateContact(admin, { id: ids[1], language: locale });
      await mergeByKeyboard(visitor, { url, locale, ids, edit });
    });
  });

  test(`duplicates are judged on a phone in the dark (${locale})`, async () => {
    await inConsole({ locale, width: 390, height: 844, theme: 'dark' }, async ({ visitor, url, admin }) => {
      const t = words[locale];
      const [one, other] = await makePair(admin, locale);
      const { page, look } = visitor;
      await page.goto(`${url}/contacts/${one}`);
      await look('duplicates-contact');
      await page.goto(`${url}/contacts/${one}/merge/${other}`);
      await look('duplicates-merge');
      await page.evaluate(() => document.querySelector('main')!.lastElementChild!.scrollIntoView({ block: 'end' }));
      await page.goto(`${url}/duplicates`);
      await look('duplicates-list');
      await page.getByRole('button', { name: people[locale].one.name }).click();
      await page.getByRole('status').getByRole('button', { name: t.undo_dismissal }).waitFor();
      await look('duplicates-told-apart');
      await page.getByRole('link', { name: t.views.told_apart }).click();
      await page.waitForURL(/view=told_apart/);
      await look('duplicates-told-apart-list');
      await page.getByRole('button', { name: people[locale].one.name }).click();
      await page.getByText(t.none_told_apart, { exact: true }).waitFor();
      await page.getByRole('link', { name: t.views.likely }).click();
      await page.getByRole('link', { name: people[locale].other.name }).first().waitFor();
      await pickNamesake(visitor, url, admin, locale);
    });
  });
}

async function makePair(admin: Context, locale: Locale): Promise<[number, number]> {
  const { one, other } = people[locale];
  const field = { record: 'contact', kind: 'text', label_en: 'Contract', label_ko: '계약 번호' } as const;
  const { name } = await createCustomField(admin, field);
  const first = (await createContact(admin, { ...one, tags: 'vip', custom_fields: { [name]: 'C-17' } })).id;
  const second = (await createContact(admin, { ...other, tags: 'vip,trial', custom_fields: { [name]: 'C-71' } })).id;
  const admins = {
    company: other.company,
    role: 'contact_admin',
    ticket_visibility: 'company',
    is_primary: true,
  } as const;
  await updateMemberships(admin, { contact_id: second, memberships: [admins] });
  await inTransaction(admin, async ({ db, clock }) => {
    const now = clock.now();
    for (const id of [first, second]) {
      await db
        .updateTable('contact')
        .set({ portal_access: 'active', activated_at: now })
        .where('id', '=', id)
        .execute();
      await db
        .updateTable('contact_email')
        .set({ state: 'verified', verified_at: now })
        .where('contact_id', '=', id)
        .execute();
    }
    await db.updateTable('contact').set({ blocked_at: now }).where('id', '=', second).execute();
  });
  for (let n = 0; n < 4; n++) {
    await createContact(admin, { name: `Omar Haddad ${n % 2 ? 'Jr' : ''}`, phone: `+1 415 555 21${10 + (n >> 1)}` });
  }
  return [first, second];
}

/** Somebody without a likely duplicate is offered who has a word of his name, and not who shares his domain. */
async function pickNamesake({ page, look }: Visitor, url: string, admin: Context, locale: Locale): Promise<void> {
  const [name, stranger] = locale === 'ko' ? ['박 하늘', '최서준'] : ['Olive King', 'Ana Silva'];
  const { id } = await createContact(admin, { name, email: 'olive@elsewhere.example' });
  await createContact(admin, { name: stranger, email: 'ana@elsewhere.example' });
  await page.goto(`${url}/contacts/${id}/merge`);
  await page.getByRole('link', { name: people[locale].other.name, exact: true }).waitFor();
  assert.equal(await page.getByRole('link', { name: stranger, exact: true }).count(), 0);
  await look('duplicates-namesakes');
}

async function mergeByKeyboard(
  { page, look }: Visitor,
  {
    url,
    locale,
    ids: [one, other],
    edit,
  }: { url: string; locale: Locale; ids: [number, number]; edit: () => Promise<unknown> },
): Promise<void> {
  const t = words[locale];
  const press = async (role: 'link' | 'button' | 'radio', name: string | RegExp, key = 'Enter') => {
    const target = page.getByRole(role, { name }).first();
    await target.focus();
    await page.keyboard.press(key);
  };
  await page.goto(`${url}/contacts`);
  await look('duplicates-contacts');
  await press('link', t.count.includes('plural') ? /likely duplicates$/ : /중복 의심/);
  await page.getByRole('heading', { level: 1, name: t.title }).waitFor();
  await look('duplicates-list');
  await press('link', new RegExp(`${people[locale].one.name}.*…`));
  await page.getByRole('heading', { level: 1, name: t.merging.title }).waitFor();
  await look('duplicates-merge');
  await press('radio', new RegExp(people[locale].other.job_title), 'Space');
  await edit();
  await press('button', t.merging.do);
  await page.getByRole('alert').getByText(t.failures.changed_since_seen).waitFor();
  assert.ok(await page.getByRole('radio', { name: people[locale].other.job_title }).isChecked());
  await look('duplicates-merge-changed');
  await press('button', t.merging.do);
  await page.waitForURL(`**/contacts/${one}?merged=${other}`);
  await page.getByRole('status').getByRole('button', { name: t.undo }).waitFor();
  assert.ok(await page.getByText(people[locale].other.email).first().isVisible());
  await look('duplicates-merged');
  await page.goto(`${url}/contacts/${other}`);
  await page.waitForURL(`**/contacts/${one}?merged=${other}`);
  await press('button', t.undo);
  await page.waitForURL(`**/contacts/${one}?unmerged=${other}`);
  await page.getByRole('status').getByRole('link', { name: t.open_other }).waitFor();
  await look('duplicates-unmerged');
  await page.goto(`${url}/contacts/${one}/merge`);
  await look('duplicates-pick');
  await page.getByRole('searchbox').fill(people[locale].other.email);
  await page.getByRole('row').getByRole('link', { name: people[locale].other.name }).waitFor();
  await look('duplicates-pick-found');
}
