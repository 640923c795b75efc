import type { Changes } from '#features/change-log/change.ts';
import { contactNames, stateFields } from '#features/change-log/state-fields.ts';
import { companiesField, membershipWords, toldMembership } from '#features/contacts/members/told-memberships.ts';
import type { Context } from '#platform/context.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import type { datesOf } from './dates-of.ts';
import { sayValue, type Voice } from './say-value.ts';

interface Telling {
  ctx: Context;
  dates: ReturnType<typeof datesOf>;
  /** The fields of a contact, built in and the account's own. */
  fields: readonly Field[];
}

/** What a change did, a line for each field from what to what, as a document has it: the page's timeline says the same. */
export function tellChanges({ ctx, dates, fields }: Telling, changes: Changes): string {
  const { t, caller } = ctx;
  const known: readonly Field[] = [...stateFields, companiesField, ...fields];
  const lines = Object.entries(changes).map(([name, [before, after]]) => {
    const field = known.find((one) => one.name === name);
    const label = field ? labelOf(field, caller.locale, t) : name;
    const say = (value: FieldValue) => saySide({ ctx, dates, fields }, field ?? { name, kind: 'text' }, value);
    if (contactNames.has(name)) return `${label}: ${say(before ?? after)}`;
    const isErased = before === null && after === null;
    return `${label}: ${isErased ? t('change_log.erased') : `${say(before)} → ${say(after)}`}`;
  });
  return lines.join('\n');
}

function saySide({ ctx: { t }, dates }: Telling, field: Pick<Field, 'name' | 'kind'>, value: FieldValue): string {
  const { name } = field;
  const isState = stateFields.some((one) => one.name === name) && !contactNames.has(name);
  if (isState) return sayState({ t, dates }, name, value);
  if (value === null || value === '') return '–';
  if (!Array.isArray(value) || name !== companiesField.name) return sayValue({ t, dates }, field, value);
  const words = membershipWords((key) => t(`contacts.companies.${key}`));
  return value.map((membership) => toldMembership(membership, words)).join(', ');
}

function sayState({ t, dates }: Voice, name: string, value: FieldValue): string {
  const states = 'change_log.states';
  if (value === null) return t(`${states}.${name === 'deleted_at' ? 'not_deleted' : 'not_so'}`);
  if (name === 'portal_access') return t(`${states}.access.${value}`);
  if (name === 'locked_by') return t(`${states}.lockers.${value}`);
  return dates.moment(new Date(String(value)));
}
