import { reachingFields } from '#features/contacts/contact.ts';
import { Failure } from '#platform/failure.ts';
import type { Field, ReadOptions } from '#platform/fields/field.ts';
import type { CompanyChoices } from './company-choice.ts';
import type { ImportColumn, Rule } from './import.ts';

/** A field that the file has something for. */
export interface Target {
  field: Field;
  /** How columns name the field: `job_title`, `custom_fields.contract_no`. */
  ref: string;
  rule: Exclude<Rule, 'skip'>;
}

/** One column of the file that goes somewhere. */
export interface PlannedColumn extends Target {
  /** 0-based, in the file. */
  position: number;
  header: string;
}

/** Everything that decides what a row becomes, so that the check and the run can't differ in it. */
export interface ImportPlan {
  columns: PlannedColumn[];
  /** Each field once, also where several columns go to it. */
  targets: Target[];
  /** The account's own fields, as columns name them, without which no contact may be made. */
  required: string[];
  /** Contacts are known by their addresses and external ids; where this is so also by a phone that only one has. */
  can_match_by_phone: boolean;
  can_create_companies: boolean;
  /** What was answered for companies that are not known; goes before `can_create_companies`. */
  company_choices: CompanyChoices;
  /** Whether a row that means a deleted contact restores him, instead of being refused. */
  can_restore_deleted: boolean;
  options: ReadOptions;
}

export type PlanChoices = Omit<ImportPlan, 'columns' | 'targets' | 'required'>;

/** How a column names a field: a custom one by its key in `custom_fields`, so that it can't be taken for a built-in one. */
export function refOf(field: Field): string {
  return field.custom_field_id === undefined ? field.name : `custom_fields.${field.name}`;
}

/** True for a ref of a custom field. */
export function isCustom(ref: string): boolean {
  return ref.startsWith('custom_fields.');
}

/** Fields that may stand in several columns, whose values are put together. */
export function takesSeveralColumns(field: Field): boolean {
  return field.kind === 'emails' || field.kind === 'tags';
}

/** Rules that make sense for a field. Overwriting all further addresses of a contact does not: that would forget him. */
export function rulesOf(field: Field): Rule[] {
  if (field.kind === 'emails') return ['append', 'skip'];
  const mayAppend = field.kind === 'tags' || field.name === 'email' || field.name === 'company';
  return mayAppend && field.custom_field_id === undefined
    ? ['overwrite', 'if_empty', 'append', 'skip']
    : ['overwrite', 'if_empty', 'skip'];
}

/**
 * Puts columns and fields together. Refuses a field that is not importable (roles, portal access and passwords never
 * are: they are in no list of fields, threat F05), one that two columns claim, and a file with nothing to know people by.
 */
export function planImport(
  columns: readonly ImportColumn[],
  fields: readonly Field[],
  choices: PlanChoices,
): ImportPlan {
  const byRef = new Map(fields.map((field) => [refOf(field), field]));
  const planned: PlannedColumn[] = [];
  const claimed = new Map<string, PlannedColumn>();
  for (const [position, { header, field: ref, rule }] of columns.entries()) {
    if (ref === null || rule === 'skip') continue;
    const field = byRef.get(ref);
    if (!field) throw new Failure('invalid', 'imports.unknown_field', { field: ref, values: { header, field: ref } });
    if (!rulesOf(field).includes(rule)) {
      throw new Failure('invalid', 'imports.rule_not_for_field', { field: ref, values: { header, rule } });
    }
    const other = claimed.get(ref);
    if (other && (other.rule !== rule || !takesSeveralColumns(field))) {
      const code = takesSeveralColumns(field) ? 'imports.rules_differ' : 'imports.field_twice';
      throw new Failure('invalid', code, { field: ref, values: { header, other: other.header } });
    }
    const column = { position, header, field, ref, rule };
    claimed.set(ref, other ?? column);
    planned.push(column);
  }
  if (!planned.some(({ ref }) => identifying.has(ref))) throw new Failure('invalid', 'imports.nothing_to_know_by');
  const required = fields.filter((field) => field.is_required && field.custom_field_id !== undefined).map(refOf);
  return { ...choices, columns: planned, targets: [...claimed.values()], required };
}

/** A contact needs one of these beside a name. */
export const identifying: ReadonlySet<string> = new Set([...reachingFields, 'other_emails']);
