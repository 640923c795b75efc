import { contactFields } from '#features/contacts/contact.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { headerKey, headerWords } from '#features/imports/mapping/header-words.ts';
import type { Context } from '#platform/context.ts';
import type { Field } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import type { Locale } from '#platform/i18n/messages.ts';

/** What a file says of a contact beside his fields; an import leaves these columns alone. */
export const stateColumns = ['id', 'portal_access', 'last_sign_in', 'added', 'changed'] as const;
export type StateColumn = (typeof stateColumns)[number];

/** A column of a file: a field of contacts, or what stands in `stateColumns`. */
export interface ExportColumn {
  /** As a form names it: `job_title`, `custom_fields.plan`, `portal_access`. */
  key: string;
  /** The head of the column, in the reader's language: an import guesses the field from it. */
  header: string;
  /** Absent for a state. */
  field?: Field;
}

/**
 * Every column that a file of contacts can have, in the order of forms. Where an import would take a header for another
 * field, since the account has called one of its own so, the column stands under another of its names.
 */
export async function listContactColumns(ctx: Context): Promise<ExportColumn[]> {
  const { t, caller } = ctx;
  const custom = (await listCustomFields(ctx, { record: 'contact' })).map(fieldOfCustomField);
  const named = custom.map((field) => ({ field, names: namesOf(field, caller.locale) }));
  const owners = ownersOf(named);
  const builtIn = contactFields.map((field): ExportColumn => {
    const names = [labelOf(field, caller.locale, t), ...(headerWords[field.name] ?? field.name).split(', ')];
    return { key: field.name, header: names.find((name) => !owners.has(headerKey(name))) ?? names[0]!, field };
  });
  const own = named.map(({ field, names }): ExportColumn => {
    const header = names.find((name) => owners.get(headerKey(name))!.size === 1) ?? field.name;
    return { key: `custom_fields.${field.name}`, header, field };
  });
  const states = stateColumns.map((key): ExportColumn => {
    const label = t(`exports.states.${key}`);
    return { key, header: owners.has(headerKey(label)) ? key : label };
  });
  return [...builtIn, ...own, ...states];
}

/** What an import knows a field of the account's own by, the reader's word first. */
function namesOf({ name, label }: Field, locale: Locale): string[] {
  const labels = typeof label === 'string' ? {} : label;
  return [...new Set([labels[locale], ...Object.values(labels), name])].filter((one) => one !== undefined);
}

/** Which of the account's own fields a header may mean, by its key. */
function ownersOf(named: readonly { field: Field; names: readonly string[] }[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { field, names } of named) {
    for (const key of names.map(headerKey)) owners.set(key, (owners.get(key) ?? new Set()).add(field.name));
  }
  return owners;
}
