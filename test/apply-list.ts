import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { companyFields } from '#features/companies/company.ts';
import { contactFields } from '#features/contacts/contact.ts';
import type { CustomKind } from '#features/custom-fields/custom-field.ts';
import { applyFile } from '#features/imports/engine/apply-file.ts';
import { findAwaitedParents } from '#features/imports/engine/find-awaited-parents.ts';
import { findRepeatedPhones } from '#features/imports/engine/find-repeated-phones.ts';
import { type PlanChoices, planImport } from '#features/imports/engine/plan-import.ts';
import type { ImportColumn, ImportedRecord, Outcome, Phase, Rule } from '#features/imports/import.ts';
import { runImport } from '#features/imports/run-import.ts';
import { undoImport } from '#features/imports/undo/undo-import.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Field } from '#platform/fields/field.ts';
import type { TableStream } from '#platform/tables/table.ts';

const vip: Field = { name: 'vip', kind: 'checkbox', label: { en: 'VIP' }, custom_field_id: 1 };
const contract: Field = { name: 'contract_no', kind: 'text', label: { en: 'Contract no.' }, custom_field_id: 2 };
const builtIn = { contact: contactFields, company: companyFields };
const options = { country: 'KR', empty_words: new Set<string>() };

export interface Told {
  row_number: number;
  outcome: Outcome;
  changes: unknown;
  problems: unknown;
}

export interface Applied {
  counts: Record<Outcome, number>;
  /** Rows that have their own entry, with what was said of them. */
  rows: Told[];
}

export type ListOptions = {
  rules: Record<string, Exclude<Rule, 'skip'>>;
  chunk_rows?: number;
  phase?: Phase;
  /** Whether nothing may be made without a contract number. */
  requires_contract?: boolean;
} & Partial<PlanChoices>;

/** A list as an import applies it, `chunk_rows` at a time; by default all at once. */
export async function applyList(ctx: Context, rows: string[][], options: ListOptions): Promise<Applied> {
  const import_id = await importList(ctx, rows, options);
  return inTransaction(ctx, async ({ db }) => {
    const counts = await sql<Record<Outcome, number>>`
      select coalesce(sum(created_count), 0)::int as created, coalesce(sum(updated_count), 0)::int as updated,
        coalesce(sum(unchanged_count), 0)::int as unchanged, coalesce(sum(refused_count), 0)::int as refused
      from import_chunk where import_id = ${import_id}`.execute(db);
    const told = await db
      .selectFrom('import_row')
      .select(['row_number', 'outcome', 'changes', 'problems'])
      .where('import_id', '=', import_id)
      // Who was created needs no entry unless another row of his stood before him.
      .where('outcome', '<>', 'created')
      .orderBy('row_number')
      .execute();
    return { counts: counts.rows[0]!, rows: told };
  });
}

/** The same, as an import that is done; gives its id. */
export async function importList(
  ctx: Context,
  rows: string[][],
  { rules, chunk_rows = 1000, phase = 'run', requires_contract = false, record = 'contact', ...choices }: ListOptions,
): Promise<number> {
  const columns: ImportColumn[] = Object.entries(rules).map(([field, rule]) => ({ header: field, field, rule }));
  const own = await ownFields(ctx, record);
  const fields: Field[] = [
    ...builtIn[record],
    ...own.map((field) => ({ ...field, is_required: requires_contract && field.name === contract.name })),
  ];
  const planned = planImport(columns, fields, {
    record,
    can_match_by_phone: false,
    can_create_companies: true,
    company_choices: new Map(),
    can_restore_deleted: false,
    options,
    ...choices,
  });
  const stream: TableStream = {
    bytes_read: 0,
    bytes_total: 0,
    async *[Symbol.asyncIterator]() {
      yield rows.map((cells, at) => ({ row_number: at + 1, line_number: at + 2, cells }));
    },
  };
  const { id: import_id } = await inTransaction(ctx, ({ db, caller, clock }) => {
    const described = { file_name: 'list.csv', format: '{}', inspection: '{}', columns: '[]' };
    const row = {
      ...described,
      record,
      account_id: caller.account_id,
      state: 'done' as const,
      created_at: clock.now(),
    };
    return db.insertInto('import').values(row).returning('id').executeTakeFirstOrThrow();
  });
  const awaited_parents = await findAwaitedParents(planned, () => stream);
  const repeated_phones = planned.can_match_by_phone ? await findRepeatedPhones(stream, planned) : new Set<string>();
  const plan = { ...planned, awaited_parents, repeated_phones };
  const pass = {
    import_id,
    agent_id: null,
    phase,
    plan,
    position: 0,
    chunk_rows,
    goOn: async () => {},
  };
  await applyFile(ctx, pass, stream);
  return import_id;
}

/** The two fields of these lists, as the account has made them; where it has not, nothing but imports knows of them. */
async function ownFields(ctx: Context, record: ImportedRecord): Promise<Field[]> {
  const made = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('custom_field').select(['id', 'name', 'is_unique']).where('record', '=', record).execute(),
  );
  return [vip, contract].map((field) => {
    const own = made.find(({ name }) => name === field.name);
    return own ? { ...field, custom_field_id: own.id, is_unique: own.is_unique } : field;
  });
}

/** Makes the two fields of these lists the account's own, and one of them unique. */
export async function makeOwnFields(ctx: Context, record: ImportedRecord): Promise<void> {
  await inTransaction(ctx, ({ db, caller, clock }) => {
    const [created_at, updated_at] = [clock.now(), clock.now()];
    const rows = [vip, contract].map(({ name, kind }, at) => ({
      ...{ account_id: caller.account_id, record, name, kind: kind as CustomKind, labels: '{"en":"Own"}' },
      ...{ position: at + 1, is_unique: name === contract.name, created_at, updated_at },
    }));
    return db.insertInto('custom_field').values(rows).execute();
  });
}

/** Everything the directory says, without the ids, which need not be the same. */
export async function directoryOf(ctx: Context): Promise<{ contacts: unknown[]; companies: unknown[] }> {
  return inTransaction(ctx, async ({ db }) => {
    const contacts = await sql<{ told: unknown }>`
      select jsonb_build_object('contact', to_jsonb(c) - '{account_id,id,created_by_import_id,created_at,updated_at,deleted_at}'::text[],
        'is_deleted', c.deleted_at is not null,
        'addresses', (select jsonb_agg(jsonb_build_array(email, is_primary) order by email) from contact_email e
          where e.contact_id = c.id),
        'companies', (select jsonb_agg(jsonb_build_array(k.name, m.is_primary) order by k.name) from membership m
          join company k on k.id = m.company_id where m.contact_id = c.id),
        'search', (select to_jsonb(s) - '{account_id,contact_id,created_at}'::text[] from contact_search s
          where s.contact_id = c.id)) as told
      from contact c order by 1`.execute(db);
    const companies = await sql<{ name: string }>`select name from company order by name`.execute(db);
    return { contacts: contacts.rows.map(({ told }) => told), companies: companies.rows.map(({ name }) => name) };
  });
}

/** A rule for every column of the lists of these tests. */
export const allRules = {
  name: 'overwrite',
  email: 'overwrite',
  other_emails: 'append',
  phone: 'overwrite',
  company: 'overwrite',
  job_title: 'if_empty',
  tags: 'append',
  unique_external_id: 'overwrite',
  'custom_fields.vip': 'overwrite',
  'custom_fields.contract_no': 'if_empty',
} as const;

/** Undoes an import to its end. */
export async function undoList(ctx: Context, import_id: number): Promise<void> {
  await undoImport(ctx, { id: import_id });
  await runImport({ ...ctx, stopping: new AbortController().signal }, { import_id });
  const { state } = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('import').select('state').where('id', '=', import_id).executeTakeFirstOrThrow(),
  );
  assert.equal(state, 'undone');
}
