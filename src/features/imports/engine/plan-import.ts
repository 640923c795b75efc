import { contactFields, reachingFields } from '#features/contacts/contact.ts';
import type { ImportColumn, ImportedRecord, Rule } from '#features/imports/import.ts';
import { type FieldPart, fieldOfRef, isPart } from '#features/imports/mapping/field-parts.ts';
import { isGoogleValue, labelColumnOf } from '#features/imports/mapping/labelled-columns.ts';
import { isDateOrderOpen, readingOptions } from '#features/imports/mapping/reading-options.ts';
import type { CompanyChoices } from '#features/imports/questions/company-choice.ts';
import { Failure } from '#platform/failure.ts';
import type { Field, ReadOptions } from '#platform/fields/field.ts';
import { type PlannedJoin, planParts } from './plan-parts.ts';
import type { IsErased } from './read-tombstones.ts';
import { rememberPhones } from './remember-phones.ts';

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
  /** Where it holds only a part of the field's value. */
  part?: FieldPart;
  /** How its values are read: the account's ways, and those of this column. */
  options: ReadOptions;
  /** The column that says what kind of telephone number stands in this one. */
  label_position?: number;
  /** The first rows do not tell the order of day and month; see `findDateOrders`. */
  is_date_order_open?: boolean;
  /** Cells hold several values, `a ::: b`, as Google Contacts writes them. */
  is_google?: boolean;
}

/** Everything that decides what a row becomes, so that the check and the run can't differ in it. */
export interface ImportPlan {
  /** What the rows are. */
  record: ImportedRecord;
  columns: PlannedColumn[];
  /** Values that several of the columns make together. */
  joins: PlannedJoin[];
  /** Each field once, also where several columns go to it. */
  targets: Target[];
  /** The account's own fields, as columns name them, without which no contact may be made. */
  required: string[];
  /** Contacts are known by their addresses and external ids; where this is so also by a phone that only one has. */
  can_match_by_phone: boolean;
  /** Phones that several rows of the file share, so that nobody is known by them; see `findRepeatedPhones`. */
  repeated_phones?: ReadonlySet<string>;
  can_create_companies: boolean;
  /** What was answered for companies that are not known; goes before `can_create_companies`. */
  company_choices: CompanyChoices;
  /** Says of a contact's address or external id whether it is an erased person's; absent where nobody was erased. */
  is_erased?: IsErased | undefined;
  /** Whether a row that means a deleted contact restores him, instead of being refused. */
  can_restore_deleted: boolean;
  /**
   * Companies that rows name as a parent before their own row comes, by key, with the external id of that row, if it has one
   * and no other such company has it. See `findAwaitedParents`.
   */
  awaited_parents?: ReadonlyMap<string, string | null>;
  /** What looks like a resident registration number is kept instead of left out. */
  keeps_resident_numbers?: boolean;
  options: ReadOptions;
  /** The E.164 form of a phone, which is asked for several times in a row: for its own column, for search, for matching. */
  e164Of(phone: string): string | null;
}

export type PlanChoices = Omit<ImportPlan, 'record' | 'columns' | 'joins' | 'targets' | 'required' | 'e164Of'> & {
  /** Contacts where it is not said. */
  record?: ImportedRecord;
};

/** How a column names a field: a custom one by its key in `custom_fields`, so that it can't be taken for a built-in one. */
export function refOf(field: Field): string {
  return field.custom_field_id === undefined ? field.name : `custom_fields.${field.name}`;
}

/** True for a ref of a custom field. */
export function isCustom(ref: string): boolean {
  return ref.startsWith('custom_fields.');
}

/**
 * Fields that may stand in several columns. Addresses, domains, tags and notes are put together; of telephone numbers the first
 * that a row has filled counts.
 */
export function takesSeveralColumns(field: Field): boolean {
  if (field.kind === 'emails' || field.kind === 'domains' || field.kind === 'tags') return true;
  return field.custom_field_id === undefined && (field.kind === 'phone' || field.name === 'description');
}

/** Rules that make sense for a field. Overwriting all further addresses of a contact does not: that would forget him. */
export function rulesOf(field: Field): Rule[] {
  if (field.kind === 'emails') return ['append', 'skip'];
  const mayAppend =
    field.kind === 'tags' || field.kind === 'domains' || field.name === 'email' || field.name === 'company';
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
  const { record = 'contact' } = choices;
  const byRef = new Map(fields.map((field) => [refOf(field), field]));
  const planned: PlannedColumn[] = [];
  const claimed = new Map<string, PlannedColumn>();
  for (const [position, column] of columns.entries()) {
    const { header, field: named, rule } = column;
    if (named === null || rule === 'skip') continue;
    const field = fieldOfRef(named, byRef);
    if (!field) {
      throw new Failure('invalid', 'imports.unknown_field', { field: named, values: { header, field: named } });
    }
    if (!rulesOf(field).includes(rule)) {
      throw new Failure('invalid', 'imports.rule_not_for_field', { field: named, values: { header, rule } });
    }
    const ref = refOf(field);
    const part = isPart(named) ? named : undefined;
    const key = part && part !== 'labelled_phone' ? `parts of ${ref}` : ref;
    const other = claimed.get(key) ?? claimed.get(ref) ?? claimed.get(`parts of ${ref}`);
    const isShared = part !== undefined || other?.part !== undefined || takesSeveralColumns(field);
    if (other && (other.rule !== rule || !isShared)) {
      const code = isShared ? 'imports.rules_differ' : 'imports.field_twice';
      throw new Failure('invalid', code, { field: named, values: { header, other: other.header } });
    }
    const label_position = part === 'labelled_phone' ? labelColumnOf(columns, position) : undefined;
    const found: PlannedColumn = {
      position,
      header,
      field,
      ref,
      rule,
      options: readingOptions(field, column, choices.options),
      ...(part && { part }),
      ...(label_position !== undefined && { label_position }),
      ...(isGoogleValue(header) && { is_google: true }),
      ...(isDateOrderOpen(field, column) && { is_date_order_open: true }),
    };
    if (!claimed.has(key)) claimed.set(key, found);
    planned.push(found);
  }
  if (!planned.some(({ ref }) => identifying[record].has(ref))) {
    throw new Failure('invalid', record === 'contact' ? 'imports.nothing_to_know_by' : 'imports.no_company_to_know_by');
  }
  const required = fields.filter((field) => field.is_required && field.custom_field_id !== undefined).map(refOf);
  return {
    ...choices,
    record,
    columns: planned,
    joins: planParts(planned, choices.options),
    targets: targetsOf(planned),
    required,
    e164Of: rememberPhones(choices.options.country),
  };
}

/** Each field once. What Google writes into one column may also go to a field beside that of the column. */
function targetsOf(columns: readonly PlannedColumn[]): Target[] {
  const targets = new Map<string, Target>();
  const add = ({ field, ref, rule }: Target) => {
    if (!targets.has(ref)) targets.set(ref, { field, ref, rule });
  };
  for (const column of columns) add(column);
  for (const { ref, part, is_google, rule } of columns) {
    if (part === 'labelled_phone') add({ ...builtIn('mobile'), rule });
    if (ref === 'email' && is_google) add({ ...builtIn('other_emails'), rule: 'append' });
  }
  return [...targets.values()];
}

function builtIn(name: string): Omit<Target, 'rule'> {
  return { field: contactFields.find((field) => field.name === name)!, ref: name };
}

/** Fields by whose numbers contacts are recognised, where phones count. */
export const knowingPhones: ReadonlySet<string> = new Set(['phone', 'mobile']);

/** What records are known by: a row needs one of these. */
export const identifying: Record<ImportedRecord, ReadonlySet<string>> = {
  contact: new Set([...reachingFields, 'other_emails']),
  company: new Set(['name', 'unique_external_id']),
};
