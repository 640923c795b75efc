import { companyNameKey } from '#features/companies/company.ts';
import { type SearchedValues, searchText } from '#features/contacts/search/search-text.ts';
import type { ImportedRecord, Phase } from '#features/imports/import.ts';
import type { FieldKind } from '#platform/fields/field.ts';
import { sortKey } from '#platform/fields/sort-key.ts';
import type { CheckedRow } from './check-row.ts';
import { copyArray, copyJson, copyNull, copyText, copyValue } from './copy-text.ts';
import { phonesOf } from './find-repeated-phones.ts';
import { keysOfRow, type RowKeys } from './keys-of-row.ts';
import { type ImportPlan, isCustom } from './plan-import.ts';
import { usedCompany } from './used-company.ts';

/** How checked rows stand in the temporary table `staged`. */
export interface StagedRows {
  /** Its columns with their types, for `create table`. */
  columns: string;
  /** A row as a line of COPY, with its line feed. */
  line(row: CheckedRow): string;
  /** What ties the row to others. */
  keysOf(row: CheckedRow): RowKeys;
  /** What a contact that the row makes is found by, as a line for `searched`; '' in a check, which shows no list. */
  searchLine(row: CheckedRow): string;
}

interface StagedColumn {
  name: string;
  type: string;
  /** In the text format of COPY. */
  write(row: CheckedRow): string;
}

const typeOfKind: Record<FieldKind, string> = {
  text: 'text',
  paragraph: 'text',
  number: 'bigint',
  decimal: 'double precision',
  checkbox: 'boolean',
  date: 'date',
  dropdown: 'text',
  url: 'text',
  phone: 'text',
  email: 'text',
  emails: 'text[]',
  domains: 'text[]',
  tags: 'text[]',
  language: 'text',
  time_zone: 'text',
};

type Derive = (value: string, plan: ImportPlan) => string | null;

const keyOfCompany: Derive = (name, plan) => usedCompany(name, plan)?.company_key ?? companyNameKey(name);
const nameOfCompany = (name: string, plan: ImportPlan) => usedCompany(name, plan)?.name ?? name;

/** What the directory keeps beside a value, made from it, and by what a row finds what it names. */
const derived: Record<ImportedRecord, Record<string, Record<string, Derive>>> = {
  contact: {
    name: { sort_key: sortKey },
    phone: { phone_e164: (phone, { e164Of }) => e164Of(phone) },
    mobile: { mobile_e164: (phone, { e164Of }) => e164Of(phone) },
    company: { company_key: keyOfCompany, company_sort_key: sortKey },
  },
  company: {
    name: { name_key: keyOfCompany, sort_key: (name, plan) => sortKey(nameOfCompany(name, plan)) },
    parent_company: {
      parent_company_key: keyOfCompany,
      parent_company_sort_key: (name, plan) => sortKey(nameOfCompany(name, plan)),
      parent_company_external_id: (name, plan) => plan.awaited_parents?.get(companyNameKey(name)) ?? null,
      parent_company_comes: (name, plan) => (plan.awaited_parents?.has(companyNameKey(name)) ? 'yes' : null),
    },
  },
};

/** Columns that follow from a field's own, such as `sort_key` from `name`. */
export function derivedColumns({ record }: ImportPlan, ref: string): string[] {
  return Object.keys(derived[record][ref] ?? {});
}

/**
 * Lays out the table for a plan: a column for each mapped field and what follows from it, one for custom fields of either
 * rule, and the phones to match by, which are those that no other row has.
 */
export function stageRows(plan: ImportPlan, phase: Phase): StagedRows {
  const columns = stagedColumns(plan);
  return {
    columns: columns.map(({ name, type }) => `${name} ${type}`).join(', '),
    line(row) {
      let line = `${row.row_number}\t${row.line_number}\t0`;
      for (const column of columns) line += `\t${column.write(row)}`;
      return `${line}\n`;
    },
    keysOf: ({ values }) => keysOfRow(values, plan),
    searchLine(row) {
      if (phase === 'check' || plan.record !== 'contact') return '';
      const { txt, bigrams } = searchText(searchedValues(row, plan));
      return `${row.row_number}\t${copyText(txt)}\t${copyArray(bigrams)}\n`;
    },
  };
}

function stagedColumns(plan: ImportPlan): StagedColumn[] {
  const columns: StagedColumn[] = [];
  for (const { ref, field } of plan.targets) {
    if (isCustom(ref)) continue;
    columns.push({ name: ref, type: typeOfKind[field.kind], write: writerOf(ref, plan) });
    for (const [name, derive] of Object.entries(derived[plan.record][ref] ?? {})) {
      columns.push({
        name,
        type: 'text',
        write: (row) => copyDerived(row.values[ref] as string | undefined, derive, plan),
      });
    }
  }
  if (plan.company_choices.size > 0) {
    for (const { ref } of plan.targets) {
      const [key, name] = choosable[plan.record][ref] ?? [];
      if (key) columns.push(...choiceColumns(plan, ref, key, name));
    }
  }
  if (plan.can_match_by_phone) {
    const own = (row: CheckedRow) =>
      [...phonesOf(row.values, plan)].filter((phone) => !plan.repeated_phones?.has(phone));
    columns.push({ name: 'match_phones', type: 'text[] not null', write: (row) => copyValue(own(row)) });
  }
  if (!plan.targets.some(({ ref }) => isCustom(ref))) return columns;
  return [
    ...columns,
    customColumn(plan, 'custom_fields', 'overwrite'),
    customColumn(plan, 'custom_defaults', 'if_empty'),
  ];
}

/** Domains stand in their order, so that lists can be compared; a company that another was chosen for bears its name. */
function writerOf(ref: string, plan: ImportPlan): StagedColumn['write'] {
  if (ref === 'domains') return ({ values }) => copyValue((values.domains as string[] | undefined)?.toSorted());
  if (plan.record === 'contact' || !(ref in choosable.company)) return ({ values }) => copyValue(values[ref]);
  return ({ values }) => copyDerived(values[ref] as string | undefined, nameOfCompany, plan);
}

/** Fields that name a company which somebody may answer for, with what its key in the file is called, and its name where that differs. */
const choosable: Record<ImportedRecord, Record<string, [key: string, name?: string]>> = {
  contact: { company: ['file_company_key'] },
  company: { name: ['file_name_key', 'file_name'], parent_company: ['file_parent_company_key', 'file_parent_company'] },
};

/** Which company the file names, where the row goes to another one, and what was answered for it. */
function choiceColumns(plan: ImportPlan, ref: string, key: string, name?: string): StagedColumn[] {
  const column = (name: string, derive: Derive): StagedColumn => ({
    name,
    type: 'text',
    write: ({ values }) => copyDerived(values[ref] as string | undefined, derive, plan),
  });
  return [
    column(key, companyNameKey),
    ...(name ? [column(name, (text) => text)] : []),
    column(`${ref}_answer`, (name) => plan.company_choices.get(companyNameKey(name))?.answer ?? null),
  ];
}

function searchedValues({ values }: CheckedRow, plan: ImportPlan): SearchedValues {
  const { name, email, other_emails, company, tags, unique_external_id, phone, mobile } = values;
  return {
    name: (name as string | undefined) ?? '',
    emails: [...(email ? [email as string] : []), ...((other_emails as string[] | undefined) ?? [])],
    phones: [(phone as string | undefined) ?? null, (mobile as string | undefined) ?? null, ...phonesOf(values, plan)],
    company_names: company ? [usedCompany(company as string, plan)?.name ?? (company as string)] : [],
    tags: (tags as string[] | undefined) ?? [],
    unique_external_id: (unique_external_id as string | undefined) ?? null,
  };
}

function copyDerived(value: string | undefined, derive: Derive, plan: ImportPlan): string {
  const made = value === undefined ? null : derive(value, plan);
  return made === null ? copyNull : copyText(made);
}

/** Custom values of one rule together: those of `custom_fields` win over the contact's own, `custom_defaults` give way to them. */
function customColumn(plan: ImportPlan, name: string, rule: 'overwrite' | 'if_empty'): StagedColumn {
  const custom = plan.targets.filter((target) => isCustom(target.ref) && target.rule === rule);
  const write = ({ values }: CheckedRow) => {
    const given: Record<string, unknown> = {};
    for (const { ref, field } of custom) if (values[ref] !== undefined) given[field.name] = values[ref];
    return copyJson(given);
  };
  return { name, type: `jsonb not null`, write: custom.length === 0 ? () => '{}' : write };
}
