import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { createCompany } from '#features/companies/create-company.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { customKinds } from '#features/custom-fields/custom-field.ts';
import { deleteCustomField } from '#features/custom-fields/delete-custom-field.ts';
import { restoreCustomField } from '#features/custom-fields/restore-custom-field.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { anyRow } from './any-list.ts';
import { allRules, importList, undoList } from './apply-list.ts';
import { startDirectory, type TestDirectory } from './start-directory.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
  for (const record of ['contact', 'company'] as const) {
    await createCustomField(directory.admin, { record, kind: 'checkbox', label_en: 'VIP' });
    await createCustomField(directory.admin, { record, kind: 'text', label_en: 'Contract no.' });
    for (const kind of customKinds) {
      await createCustomField(directory.admin, { record, kind, label_en: `Own ${kind}`, choices: 'Gold\nＳilver' });
    }
  }
});
after(() => directory.stop());

const valuesOfKind: Record<string, fc.Arbitrary<string>> = {
  own_text: fc.constantFrom('Ａbc  D', 'abc d', 'ÉCOLE', '서울 지점', 'x'.repeat(250), `${'x'.repeat(249)}y`, ''),
  own_paragraph: fc.constantFrom('one\ntwo', ''),
  own_number: fc.constantFrom('12', '-7', '9007199254740991', ''),
  own_decimal: fc.constantFrom('0.5', '-1234.25', '0.000001', ''),
  own_checkbox: fc.constantFrom('O', 'X', ''),
  own_date: fc.constantFrom('2024-02-29', '0001-01-01', ''),
  own_dropdown: fc.constantFrom('Gold', 'Ｓilver', ''),
  own_url: fc.constantFrom('https://example.com/A', `https://example.com/${'a'.repeat(1900)}`, ''),
  own_phone: fc.constantFrom('010-1234-5678', '(010) 1234 5678', '내선 12', '없음', ''),
};
const anyValues = fc.record(valuesOfKind, { requiredKeys: [] });
const anyTags = fc.constantFrom('', 'VIP', 'vip,Trial', 'ＶＩＰ,VIP,서울', 'trial  two');
const anyAct = fc.oneof(
  fc.record({ act: fc.constant('contact' as const), at: fc.nat(4), tags: anyTags, custom_fields: anyValues }),
  fc.record({ act: fc.constant('company' as const), at: fc.nat(2), custom_fields: anyValues }),
  fc.record({ act: fc.constant('import' as const), rows: fc.array(anyRow, { minLength: 1, maxLength: 6 }) }),
  fc.record({ act: fc.constant('undo' as const) }),
  fc.record({ act: fc.constant('tag all' as const), tag: fc.constantFrom('VIP', 'seoul') }),
  fc.record({ act: fc.constant('remove' as const), at: fc.nat(4) }),
  fc.record({ act: fc.constant('field' as const), is_deleted: fc.boolean() }),
);

type AnyAct = typeof anyAct extends fc.Arbitrary<infer Act> ? Act : never;

/** What the index of a record's values must hold, told from the values themselves. */
async function expectedValues(ctx: Context, record: 'contact' | 'company'): Promise<unknown[]> {
  const { rows: fields } = await inTransaction(ctx, ({ db }) =>
    sql<{ id: number; name: string; kind: string }>`
      select id, name, kind from custom_field where record = ${record} and kind <> 'paragraph' order by id`.execute(db),
  );
  const { rows: records } = await inTransaction(ctx, ({ db }) =>
    sql<{ id: number; custom_fields: Record<string, unknown> }>`
      select id, custom_fields from ${sql.table(record)} order by id`.execute(db),
  );
  return records.flatMap(({ id, custom_fields }) =>
    fields.flatMap(({ id: field_id, name, kind }) => {
      const value = custom_fields[name] ?? null;
      if (value === null) return [];
      const number = kind === 'number' || kind === 'decimal' ? value : null;
      const key = kind === 'number' || kind === 'decimal' ? null : keyOf(String(value), kind);
      return [{ id, field_id, key, number, date: kind === 'date' ? value : null, is_unique: false }];
    }),
  );
}

function keyOf(value: string, kind: string): string {
  const folded = value.normalize('NFKC').toLowerCase().replace(/ +/g, ' ').trim();
  const dialled = kind === 'phone' && /\d{3}/.test(folded) ? folded.replace(/[-\s().]/g, '') : folded;
  return dialled.length > 200 ? `${dialled.slice(0, 168)}…` : dialled;
}

async function indexedValues(ctx: Context, record: 'contact' | 'company'): Promise<unknown[]> {
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<Record<string, unknown>>`
      select ${sql.ref(`${record}_id`)} as id, field_id,
        case when number_value is null then case when length(value_key) = 200 then left(value_key, 168) || '…' else value_key end end as key,
        number_value as number, date_value::text as date, is_unique
      from ${sql.table(`${record}_field_value`)} order by 1, 2`.execute(db),
  );
  return rows;
}

async function expectedTags(ctx: Context): Promise<unknown[]> {
  const rows = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('contact').select(['id', 'tags']).orderBy('id').execute(),
  );
  return rows.flatMap(({ id, tags }) => {
    const keys = new Map(
      tags
        .toSorted()
        .toReversed()
        .map((tag) => [keyOf(tag, 'tag'), tag]),
    );
    return [...keys].map(([tag_key, tag]) => ({ contact_id: id, tag_key, tag })).sort(byKey);
  });
}

async function indexedTags(ctx: Context): Promise<unknown[]> {
  return (
    await inTransaction(ctx, ({ db }) =>
      db.selectFrom('contact_tag').select(['contact_id', 'tag_key', 'tag']).orderBy('contact_id').execute(),
    )
  ).sort((a, b) => a.contact_id - b.contact_id || byKey(a, b));
}

const byKey = (a: { tag_key: string }, b: { tag_key: string }) => (a.tag_key < b.tag_key ? -1 : 1);

async function checkIndexes(ctx: Context): Promise<void> {
  for (const record of ['contact', 'company'] as const) {
    assert.deepEqual(await indexedValues(ctx, record), await expectedValues(ctx, record));
  }
  assert.deepEqual(await indexedTags(ctx), await expectedTags(ctx));
}

test('whoever writes contacts and companies, the indexes of values and tags say what the records say', async () => {
  const { admin } = directory;
  const contacts: number[] = [];
  const companies: number[] = [];
  const imports: number[] = [];
  const { rows: optional } = await inTransaction(admin, ({ db }) =>
    sql<{ id: number }>`select id from custom_field where name = 'own_text'`.execute(db),
  );

  async function act(given: AnyAct): Promise<void> {
    if (given.act === 'contact') {
      const { tags, custom_fields } = given;
      const id = contacts[given.at];
      if (id) await updateContact(admin, { id, tags, custom_fields });
      else contacts.push((await createContact(admin, { name: 'Kim', phone: '1', tags, custom_fields })).id);
    } else if (given.act === 'company') {
      const { custom_fields } = given;
      const id = companies[given.at];
      if (id) await updateCompany(admin, { id, custom_fields });
      else companies.push((await createCompany(admin, { name: `Maker ${companies.length}`, custom_fields })).id);
    } else if (given.act === 'import') {
      imports.push(await importList(admin, given.rows, { rules: allRules, chunk_rows: 4 }));
    } else if (given.act === 'undo') {
      const import_id = imports.pop();
      if (import_id) await undoList(admin, import_id);
    } else if (given.act === 'tag all') {
      await inTransaction(admin, ({ db }) =>
        sql`update contact set tags = tags || ${[given.tag]} where not (${given.tag} = any(tags))`.execute(db),
      );
    } else if (given.act === 'remove') {
      const [id] = contacts.splice(given.at, 1);
      if (id) await inTransaction(admin, ({ db }) => db.deleteFrom('contact').where('id', '=', id).execute());
    } else {
      const toggle = given.is_deleted ? deleteCustomField : restoreCustomField;
      for (const { id } of optional) await toggle(admin, { id }).catch(unlessGone);
    }
  }

  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 12 }), async (acts) => {
      for (const one of acts) await act(one);
      await checkIndexes(admin);
    }),
    { numRuns: 25 },
  );
});

function unlessGone(error: unknown): void {
  if (!(error instanceof Failure && error.kind === 'not_found')) throw error;
}
