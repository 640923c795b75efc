import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createContact } from '#features/contacts/create-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import type { CustomKind } from '#features/custom-fields/custom-field.ts';
import { deleteCustomField } from '#features/custom-fields/delete-custom-field.ts';
import { listChoices } from '#features/custom-fields/list-choices.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import type { Context } from '#platform/context.ts';
import { translator } from '#platform/i18n/translator.ts';
import { openConsole } from './open-console.ts';

const inConsole = openConsole();

const contactFields: ({ kind: CustomKind; label_en: string; label_ko: string } & Record<string, string>)[] = [
  { kind: 'text', label_en: 'Contract no.', label_ko: '계약번호', is_unique: 'on', is_required_for_agents: 'on' },
  {
    kind: 'dropdown',
    label_en: 'Membership',
    label_ko: '회원 등급',
    choices: 'Gold\nSilver\nBronze',
    is_required_for_customers: 'on',
  },
  { kind: 'date', label_en: 'Contract ends', label_ko: '계약 만료일', is_shown_to_customers: 'on' },
  { kind: 'checkbox', label_en: 'Newsletter', label_ko: '소식지 수신', is_editable_by_customers: 'on' },
  { kind: 'paragraph', label_en: 'Remarks of the fitter', label_ko: '설치 기사 메모' },
];

/** Fields as an account has them after a while, one of them deleted, and twelve people who fill them in. */
async function fill(admin: Context): Promise<void> {
  for (const given of contactFields) await createCustomField(admin, { record: 'contact', ...given });
  await createCustomField(admin, {
    ...{ record: 'company', kind: 'text', is_unique: 'on' },
    ...{ label_en: 'Registration no.', label_ko: '사업자등록번호' },
  });
  const old = { record: 'contact', kind: 'number', label_en: 'Fax extension', label_ko: '팩스 내선' } as const;
  await deleteCustomField(admin, { id: (await createCustomField(admin, old)).id });
  const people = ['김하늘', '이다솜', 'Ruth King', '박도윤', 'Łukasz Nowak', '최서연'];
  for (const [at, name] of people.entries()) {
    const membership = ['Gold', 'Silver', 'Gold', 'Bronze', 'Silver', 'Gold'][at]!;
    const custom_fields = { contract_no: `C-${100 + at}`, membership, contract_ends: '2027-01-31' };
    await createContact(admin, { name, phone: `02-555-010${at}`, custom_fields });
  }
}

const order = async (admin: Context) => (await listCustomFields(admin, { record: 'contact' })).map(({ name }) => name);

/** Waits until the server has the order that the page shows. */
async function settled(admin: Context, names: string[]): Promise<void> {
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(50)) {
    if ((await order(admin)).join().startsWith(names.join())) return;
  }
  assert.deepEqual((await order(admin)).slice(0, names.length), names);
}

for (const { locale, width, height, theme } of [
  { locale: 'en', width: 1440, height: 900, theme: 'light' },
  { locale: 'ko', width: 1440, height: 900, theme: 'dark' },
  { locale: 'ko', width: 390, height: 844, theme: 'light' },
  { locale: 'en', width: 390, height: 844, theme: 'dark' },
] as const) {
  test(`fields are added, put in order, deleted and restored (${locale}, ${width}, ${theme})`, async () => {
    await inConsole({ locale, width, height, theme }, async ({ visitor, url, admin }) => {
      const { page, look } = visitor;
      const t = translator(locale) as unknown as (key: string, values?: Record<string, unknown>) => string;
      await fill(admin);
      const labelOf = (at: number) => contactFields[at]![locale === 'ko' ? 'label_ko' : 'label_en']!;
      await page.goto(`${url}/settings/fields`);
      await look('fields');

      // By keyboard alone: from the handle of the third field to the first place.
      const handle = page.locator('[data-handle]').nth(2);
      await handle.focus();
      await page.keyboard.press('ArrowUp');
      await page
        .getByText(t('custom_fields.moved', { name: labelOf(2), place: 2, count: 5 }))
        .waitFor({ state: 'attached' });
      await page.keyboard.press('ArrowUp');
      await page
        .getByText(t('custom_fields.moved', { name: labelOf(2), place: 1, count: 5 }))
        .waitFor({ state: 'attached' });
      assert.ok(await page.evaluate(() => document.activeElement?.hasAttribute('data-handle')));
      await settled(admin, ['contract_ends', 'contract_no', 'membership']);

      // By mouse, back to where it was.
      const rows = page.locator('li:has([data-handle])');
      const from = (await page.locator('[data-handle]').nth(0).boundingBox())!;
      const to = (await rows.nth(2).boundingBox())!;
      await page.mouse.move(from.x + 8, from.y + 8);
      await page.mouse.down();
      await page.mouse.move(from.x + 8, to.y + to.height / 2, { steps: 6 });
      await look('fields-dragging');
      await page.mouse.up();
      await settled(admin, ['contract_no', 'membership', 'contract_ends']);

      // A new one, with its sample beside the form.
      await page.goto(`${url}/settings/fields/new/contact`);
      await page.locator('[name=label_en]').fill('Birthday');
      await page.locator('[name=kind]').selectOption('date');
      await page.locator('[name=is_editable_by_customers]').check();
      await page.locator('label', { hasText: 'Birthday' }).waitFor();
      await look('field-new');
      await page.locator('main form [type=submit]').first().click();
      await page.waitForURL(`${url}/settings/fields`);
      assert.equal((await order(admin)).at(-1), 'birthday');

      // Deleting tells how many have a value, and leads back.
      await page.getByRole('link', { name: t('custom_fields.delete_named', { name: labelOf(0) }) }).click();
      await page.getByText(t('custom_fields.delete_count.contact', { count: 6 })).waitFor();
      await look('field-delete');
      await page.getByRole('button', { name: t('custom_fields.delete_confirm') }).click();
      await page.getByText(t('custom_fields.deleted', { name: labelOf(0) })).waitFor();
      assert.equal((await order(admin)).includes('contract_no'), false);
      await look('field-deleted');
      await page.getByRole('button', { name: t('custom_fields.undo'), exact: true }).click();
      await page.getByText(t('custom_fields.restored'), { exact: true }).waitFor();
      assert.equal((await order(admin)).includes('contract_no'), true);
      await look('fields-restored');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    });
  });
}

for (const { locale, width, height, theme } of [
  { locale: 'en', width: 1440, height: 900, theme: 'dark' },
  { locale: 'ko', width: 390, height: 844, theme: 'light' },
] as const) {
  test(`choices are renamed, taken away and put in order without losing values (${locale}, ${width}, ${theme})`, async () => {
    await inConsole({ locale, width, height, theme }, async ({ visitor: { page, look }, url, admin }) => {
      const t = translator(locale) as unknown as (key: string, values?: Record<string, unknown>) => string;
      await fill(admin);
      const { id } = (await listCustomFields(admin, { record: 'contact' })).find(({ name }) => name === 'membership')!;
      await page.goto(`${url}/settings/fields/${id}`);
      await look('field-dropdown');
      await page.getByRole('link', { name: t('custom_fields.edit_choices') }).click();
      await page.getByRole('button', { name: t('custom_fields.move_up', { name: 'Bronze' }) }).click();
      await page.locator('[name=choice]').nth(0).fill('Premium');
      await page.getByRole('button', { name: t('custom_fields.remove_choice', { choice: 'Silver' }) }).click();
      await page.locator('[name=added]').fill('Platinum');
      await look('choices');
      await page.locator('main form [type=submit]').last().click();
      await page.getByText(t('custom_fields.renamed.contact', { from: 'Gold', to: 'Premium', count: 3 })).waitFor();
      await page.locator('[name=fate]').selectOption('move:Platinum');
      await look('choices-confirm');
      await page.getByRole('button', { name: t('custom_fields.choices_confirm') }).click();
      await page.waitForURL(`${url}/settings/fields/${id}`);
      const { field, counts } = await listChoices(admin, { id });
      assert.deepEqual(field.choices, ['Premium', 'Bronze', 'Platinum']);
      assert.deepEqual(counts, { Premium: 3, Bronze: 1, Platinum: 2 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    });
  });
}

test('without scripts, fields are moved by buttons', async () => {
  await inConsole({ locale: 'en', javaScript: false }, async ({ visitor: { page, look }, url, admin }) => {
    await fill(admin);
    await page.goto(`${url}/settings/fields`);
    await page.getByRole('button', { name: 'Move Membership up' }).click();
    await page.waitForLoadState();
    assert.deepEqual((await order(admin)).slice(0, 2), ['membership', 'contract_no']);
    await look('fields-without-script');

    // And so are choices, of which nothing is saved until one saves.
    const { id } = (await listCustomFields(admin, { record: 'contact' }))[0]!;
    await page.goto(`${url}/settings/fields/${id}/choices`);
    await page.getByRole('button', { name: 'Move Silver up' }).click();
    await page.waitForLoadState();
    const shown = await page
      .locator('[name=choice]')
      .evaluateAll((inputs) => inputs.map((input) => input.getAttribute('value')));
    assert.deepEqual(shown, ['Silver', 'Gold', 'Bronze']);
    await page.locator('main form [type=submit]').last().click();
    await page.waitForURL(`${url}/settings/fields/${id}`);
    assert.deepEqual((await listChoices(admin, { id })).field.choices, ['Silver', 'Gold', 'Bronze']);
  });
});

test('a value that somebody has leads to him, and a field with equal values can not be made unique', async () => {
  await inConsole({ locale: 'en' }, async ({ visitor: { page, look }, url, admin }) => {
    await fill(admin);
    await page.goto(`${url}/contacts/new`);
    await page.locator('[name=name]').fill('Kim Bora');
    await page.locator('[name=phone]').fill('02-555-0199');
    await page.locator('[name="custom_fields.contract_no"]').fill('c-102');
    await page.locator('main form [type=submit]').last().click();
    await page.getByText('already the value of Ruth King').first().waitFor();
    await look('field-value-taken');
    await page.getByRole('link', { name: 'Open the contact who has it' }).click();
    await page.getByRole('heading', { name: 'Ruth King' }).waitFor();

    const note = await createCustomField(admin, { record: 'contact', kind: 'text', label_en: 'Badge' });
    for (const name of ['Ann', 'Ben']) {
      await createContact(admin, { name, phone: '1', custom_fields: { contract_no: name, badge: '7' } });
    }
    await page.goto(`${url}/settings/fields/${note.id}`);
    await page.locator('[name=is_unique]').check();
    await page.locator('main form [type=submit]').first().click();
    await page.getByText('Ann and Ben both have “7”').first().waitFor();
    await look('field-not-unique');
    assert.equal(await page.getByRole('link', { name: 'Open the second' }).count(), 1);
  });
});
