import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { findImport } from '#features/imports/find-import.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { translator } from '#platform/i18n/translator.ts';
import { runList, uploadList } from '../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { listContactColumns } from './contact-columns.ts';
import { writeContacts } from './write-contacts.ts';

const all = { filter: readContactFilter({}) };
const dropdown = { record: 'contact', kind: 'dropdown', choices: 'Free\n=Team\nA|B' } as const;

let app: TestApp;
let source: Context;
let target: Context;
before(async () => {
  app = await startApp({ accounts: 2 });
  source = await app.ctxOfAdmin(1);
  target = await app.ctxOfAdmin(2);
  for (const admin of [source, target]) {
    const field = (label_en: string, label_ko: string) => ({ record: 'contact', label_en, label_ko }) as const;
    await createCustomField(admin, { ...dropdown, label_en: 'Plan', label_ko: '요금제' });
    await createCustomField(admin, { ...field('Seats', '좌석'), kind: 'number' });
    await createCustomField(admin, { ...field('Rate', '할인율'), kind: 'decimal' });
    await createCustomField(admin, { ...field('Since', '계약일'), kind: 'date' });
    await createCustomField(admin, { ...field('VIP', '우수 고객'), kind: 'checkbox' });
    await createCustomField(admin, { ...field('Mobile', '휴대폰'), kind: 'text' });
    await createCustomField(admin, { ...field('Remarks by us', '우리 의견'), kind: 'paragraph' });
  }
});
after(() => app.stop());

const inLanguage = (ctx: Context, locale: 'en' | 'ko'): Context => ({
  ...ctx,
  caller: { ...ctx.caller, locale },
  t: translator(locale, 'Asia/Seoul'),
});

async function keysOfFields(ctx: Context): Promise<string[]> {
  return (await listContactColumns(ctx)).filter(({ field }) => field).map(({ key }) => key);
}

async function exported(ctx: Context, columns?: string[]): Promise<string> {
  const keys = columns ?? (await listContactColumns(ctx)).map(({ key }) => key);
  const bytes = await writeContacts(ctx, { selection: all, columns: keys }, async () => ctx);
  return (await buffer(bytes)).toString();
}

async function emptied(account_id: number) {
  const ctx = app.systemCtx(account_id);
  await inTransaction(ctx, ({ db }) => db.deleteFrom('contact').execute());
  await inTransaction(ctx, ({ db }) => db.deleteFrom('company').execute());
}

/** Uploads a file as an agent drops it, with what is guessed of it, creating the companies that it names. */
async function imported(ctx: Context, text: string): Promise<void> {
  const id = await uploadList(ctx, text);
  const { columns } = await findImport(ctx, { id });
  const fields = columns.filter(({ field }) => field !== null).map(({ field }) => field);
  assert.deepEqual(fields, await keysOfFields(ctx));
  await updateMapping(ctx, { id, can_create_companies: true });
  const { progress } = await runList(app, ctx, id);
  assert.deepEqual(progress.run?.refused_by_code, {});
}

/** What spreadsheets, CSV and our own guard trip over, and plain letters of several scripts. */
const spice = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  "'",
  '"',
  '＝',
  ',',
  ';',
  '|',
  ':::',
  '#',
  '\t',
  ' ',
  'a',
  '김',
  'é',
  '👍',
);
const word = fc.array(spice, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
const cleanWord = word.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
const tag = cleanWord.filter((text) => !/:::|^\*/.test(text) && !/[,，、;；\n]/.test(text));
const number = (max: number) => fc.integer({ min: -max, max });
const person = fc.record({
  name: cleanWord,
  job_title: fc.option(cleanWord),
  company: fc.option(cleanWord),
  address: fc.option(fc.array(cleanWord, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))),
  description: fc.option(cleanWord),
  twitter: fc.boolean(),
  language: fc.option(fc.constantFrom('en', 'ko')),
  tags: fc.uniqueArray(tag, { maxLength: 3, selector: (one) => one.toLowerCase() }),
  phone: fc.option(fc.constantFrom('+82 2-1234-5678', '02-555-0101', '1588-0000 (내선 12)')),
  plan: fc.option(fc.constantFrom('Free', '=Team', 'A|B')),
  seats: fc.option(number(10_000)),
  rate: fc.option(number(10_000).map((n) => n / 100)),
  since: fc.option(fc.constantFrom('2024-03-05', '1999-12-31')),
  vip: fc.option(fc.boolean()),
  mobile: fc.option(cleanWord),
  remarks: fc.option(cleanWord),
});

test('H01 any contacts taken out and read in elsewhere are the same to the last byte, in either language', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('en' as const, 'ko' as const),
      async (people, locale) => {
        await emptied(1);
        await emptied(2);
        for (const [
          at,
          { plan, seats, rate, since, vip, mobile, remarks, twitter, tags, ...fields },
        ] of people.entries()) {
          const custom_fields = { plan, seats, rate, since, vip, mobile, remarks_by_us: remarks };
          const text = (value: unknown) => (value === null ? undefined : String(value));
          const given = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, text(value)]));
          await createContact(source, {
            ...given,
            email: `p${at}@x.example`,
            other_emails: at % 2 ? `q${at}@x.example, r${at}@x.example` : undefined,
            unique_external_id: `=${at}`,
            twitter_id: twitter ? `@p${at}` : undefined,
            tags: tags.join('\n'),
            custom_fields: Object.fromEntries(
              Object.entries(custom_fields).map(([name, value]) => [name, text(value)]),
            ),
          } as Parameters<typeof createContact>[1]);
        }
        const [from, to] = [inLanguage(source, locale), inLanguage(target, locale)];
        const keys = await keysOfFields(from);
        await imported(to, await exported(from));
        assert.equal(await exported(to, keys), await exported(from, keys));
      },
    ),
    { numRuns: 12, interruptAfterTimeLimit: 60_000 },
  );
});
