import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { makeEmailPrimary } from '#features/contacts/addresses/make-email-primary.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import type { CompanyChoices } from '#features/imports/questions/company-choice.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { anyAnswers, anyRow, anyRules, peopleBefore } from '../../../../test/any-list.ts';
import { importList, undoList } from '../../../../test/apply-list.ts';
import { insertAccount, platformContext } from '../../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../../test/start-database.ts';
import { type KeptRecord, listKeptRecords } from './list-kept-records.ts';
import { previewUndo } from './preview-undo.ts';

let database: TestDatabase;
before(async () => {
  database = await startDatabase();
});
after(() => database.drop());

async function accountWith(people: string[][]): Promise<Context> {
  const ctx = platformContext(database, { account_id: await insertAccount(database) });
  await peopleBefore(ctx, people, { has_unique_contract: true });
  return ctx;
}

interface Person {
  id: number;
  contact: Record<string, unknown>;
  addresses: unknown;
  companies: unknown;
  search: unknown;
}

/** Everything of everybody, but when somebody was last changed. */
async function peopleOf(ctx: Context): Promise<Map<number, Person>> {
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<Person>`
      select id, jsonb_strip_nulls(to_jsonb(c) - 'updated_at') as contact,
        (select jsonb_agg(to_jsonb(e) order by email) from contact_email e where e.contact_id = c.id) as addresses,
        (select jsonb_agg(to_jsonb(m) order by company_id) from membership m where m.contact_id = c.id) as companies,
        -- A search text made anew may name the addresses in another order.
        (select jsonb_build_array(s.created_at, array(select word from unnest(string_to_array(txt, ' ')) word order by 1),
            array(select pair from unnest(bigrams) pair order by 1))
          from contact_search s where s.contact_id = c.id) as search
      from contact c order by id`.execute(db),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function companiesOf(ctx: Context): Promise<unknown[]> {
  return inTransaction(ctx, ({ db }) => db.selectFrom('company').selectAll().orderBy('id').execute());
}

async function keptOf(ctx: Context, id: number): Promise<KeptRecord[]> {
  return (await listKeptRecords(ctx, { id })).records;
}

test('whatever list was imported, its undo gives back the directory as it was before, to the letter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 6 }),
      fc.array(anyRow, { maxLength: 14 }),
      anyRules,
      fc.record({
        can_create_companies: fc.boolean(),
        can_match_by_phone: fc.boolean(),
        can_restore_deleted: fc.boolean(),
        company_choices: fc.constantFrom<CompanyChoices>(new Map(), anyAnswers),
        chunk_rows: fc.integer({ min: 1, max: 9 }),
      }),
      async (people, rows, rules, chosen) => {
        const ctx = await accountWith(people);
        const [before, companies] = [await peopleOf(ctx), await companiesOf(ctx)];
        const choices = { rules, ...chosen };
        const first = await importList(ctx, rows, choices);
        const second = await importList(ctx, rows.toReversed(), choices);
        // Nobody has changed anything but the imports, and the later one goes first.
        for (const id of [second, first]) {
          if (rows.length === 0) continue;
          const foretold = await previewUndo(ctx, { id });
          assert.deepEqual(foretold.kept, []);
          await undoList(ctx, id);
          assert.deepEqual(await keptOf(ctx, id), []);
        }
        assert.deepEqual(await peopleOf(ctx), before);
        assert.deepEqual(await companiesOf(ctx), companies);
      },
    ),
    { numRuns: 6, endOnFailure: true },
  );
});

/** What an agent or a customer does between an import and its undo, to whoever stands at a place of the list of contacts. */
type Edit = (ctx: Context, id: number) => Promise<unknown>;
const edits: Record<string, Edit> = {
  job_title: (ctx, id) => updateContact(ctx, { id, job_title: 'Edited' }),
  name: (ctx, id) => updateContact(ctx, { id, name: 'Edited Name' }),
  tags: (ctx, id) => updateContact(ctx, { id, tags: 'edited' }),
  unique_external_id: (ctx, id) => updateContact(ctx, { id, unique_external_id: '3' }),
  contract_no: (ctx, id) => updateContact(ctx, { id, custom_fields: { contract_no: 'C-2' } }),
  company: (ctx, id) => updateContact(ctx, { id, company: 'Edited Ltd' }),
  memberships: (ctx, contact_id) =>
    updateMemberships(ctx, {
      contact_id,
      memberships: [{ company: 'Beta', is_primary: true, role: 'contact_admin', ticket_visibility: 'company' }],
    }),
  address: (ctx, contact_id) => addContactEmail(ctx, { contact_id, email: `edited${contact_id}@x.com` }),
  primary: async (ctx, contact_id) => {
    const { rows } = await inTransaction(ctx, ({ db }) =>
      sql<{
        email: string;
      }>`select email from contact_email where contact_id = ${contact_id} order by is_primary limit 1`.execute(db),
    );
    if (rows[0]) await makeEmailPrimary(ctx, { contact_id, email: rows[0].email, former: 'keep' });
  },
  activation: (ctx, id) =>
    inTransaction(ctx, async (ctx) => {
      await ctx.db.updateTable('contact').set({ portal_access: 'active' }).where('id', '=', id).execute();
      await recordChange(ctx, { record: 'contact', record_id: id, act: 'activated' });
    }),
  invitation: (ctx, record_id) => recordChange(ctx, { record: 'contact', record_id, act: 'invited' }),
  import: (ctx, id) =>
    inTransaction(ctx, ({ db }) =>
      db.selectFrom('contact_email').select('email').where('contact_id', '=', id).limit(1).executeTakeFirst(),
    ).then((address) => address && importList(ctx, [['', address.email, 'Imported']], { rules: laterRules })),
};
const laterRules = { name: 'overwrite', email: 'append', job_title: 'overwrite' } as const;
const anyEdits = fc.array(fc.tuple(fc.constantFrom(...Object.keys(edits)), fc.nat(20)), { maxLength: 8 });

const groups: Record<string, string> = { other_emails: 'email', companies: 'company' };
const groupOf = (field: string) => groups[field] ?? field;

/** A contact by what can go back each by itself. */
function partsOf({ contact, addresses, companies }: Person): Record<string, unknown> {
  const { custom_fields, phone_e164: _, sort_key: __, portal_access: ___, ...own } = contact;
  return { ...own, ...(custom_fields as object), email: addresses, company: companies };
}

/** Fields of each contact that were changed since, as the change log has it. */
async function editedSince(ctx: Context, import_id: number): Promise<Map<number, Set<string>>> {
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ id: number; act: string; changes: object | null }>`
      select record_id as id, act, changes from change_log where record = 'contact' and import_id is distinct from ${import_id}
        and id > (select coalesce(max(id), 0) from change_log where import_id = ${import_id})`.execute(db),
  );
  const edited = new Map<number, Set<string>>();
  for (const { id, act, changes } of rows) {
    if (act === 'invited') continue;
    const fields = edited.get(id) ?? new Set();
    edited.set(id, fields);
    for (const field of Object.keys(changes ?? {})) fields.add(groupOf(field));
  }
  return edited;
}

test('what was changed between an import and its undo stays and is listed, everything else goes back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 6 }),
      fc.array(anyRow, { minLength: 1, maxLength: 14 }),
      anyRules,
      fc.integer({ min: 1, max: 9 }),
      anyEdits,
      async (people, rows, rules, chunk_rows, asked) => {
        const ctx = await accountWith(people);
        const before = await peopleOf(ctx);
        const import_id = await importList(ctx, rows, { rules, chunk_rows });
        const imported = [...(await peopleOf(ctx)).keys()];
        for (const [what, place] of asked) {
          const id = imported[place % imported.length]!;
          await edits[what]!(ctx, id).catch((error) => {
            if (!(error instanceof Failure)) throw error;
          });
        }
        const edited = await peopleOf(ctx);
        const touched = await editedSince(ctx, import_id);
        await undoList(ctx, import_id);
        const kept = new Map((await keptOf(ctx, import_id)).map((one) => [`${one.record} ${one.record_id}`, one]));
        const result = await peopleOf(ctx);
        for (const [id, person] of edited) {
          const former = before.get(id);
          const told = kept.get(`contact ${id}`);
          if (!former) {
            // Edited or activated ones stay whole, all others are gone.
            if (person.contact.created_by_import_id !== import_id) continue;
            assert.equal(touched.has(id), told !== undefined, 'who was edited is listed');
            assert.deepEqual(result.get(id), told && person);
            continue;
          }
          const [was, now, is] = [partsOf(former), partsOf(person), partsOf(result.get(id)!)];
          for (const field of new Set([...Object.keys(was), ...Object.keys(now)])) {
            const why = Object.entries(told?.fields ?? {}).find(([name]) => groupOf(name) === field)?.[1].state;
            // Then it stays as an earlier row of the import had left it.
            if (why === 'taken' || why === 'company_gone') continue;
            const stays = touched.get(id)?.has(field);
            assert.deepEqual(is[field], stays ? now[field] : was[field], `${field} of ${id}, ${why}`);
          }
          assert.deepEqual(await searchAnew(ctx, id), result.get(id)!.search);
        }
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
});

/** The search text as it is when it is made again. */
async function searchAnew(ctx: Context, id: number): Promise<unknown> {
  await inTransaction(ctx, (ctx) => writeContactSearch(ctx, [id]));
  return (await peopleOf(ctx)).get(id)!.search;
}
