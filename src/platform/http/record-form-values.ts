import type { ActionFunctionArgs } from 'react-router';
import type { Field } from '#platform/fields/field.ts';
import { formValues } from './form-values.ts';

export interface RecordFormValues {
  [name: string]: string | Record<string, string>;
  custom_fields: Record<string, string>;
}

/** What a form has shown of each field before anything was typed, as `SeenValues` in `#ui/` carries it along. */
export type SeenTexts = Readonly<Record<string, string>>;

interface RecordFields {
  builtIn: readonly Field[];
  custom: readonly Field[];
}

type Sent = Pick<ActionFunctionArgs, 'request' | 'context'>;

const ownPrefix = 'custom_fields.';

/**
 * What a form drawn with `RecordField` sends, as acts take it: built-in fields by name, an account's own (sent as
 * `custom_fields.<name>`) under `custom_fields`. A box that was shown without a tick is `N`; what was not shown is absent.
 */
export async function recordFormValues(args: Sent, fields: RecordFields): Promise<RecordFormValues> {
  return apart(await textsOf(args, fields));
}

/**
 * The same of a form that changes a record: only what somebody has touched, so that the rest is not set back to what it was when
 * the form was opened. `seen` is what it had shown, for the act to compare with what stands there by now; nothing where
 * whoever sends it has said that his values count.
 */
export async function touchedFormValues(
  args: Sent,
  fields: RecordFields,
): Promise<{ given: RecordFormValues; seen: SeenTexts }> {
  const { seen: carried, is_overwriting, ...texts } = await textsOf(args, fields, ['seen', 'is_overwriting']);
  const seen = readSeen(carried);
  // Who saves a form fills in what it asks for, also where a field has become required since the record was made.
  const isMissing = ([name, text]: [string, string]) => text === '' && isRequired(fields, name);
  const touched = Object.entries(texts).filter((one) => one[1] !== seen[one[0]] || isMissing(one));
  return { given: apart(Object.fromEntries(touched)), seen: is_overwriting === undefined ? seen : {} };
}

/** By the names of the form's controls; `more` are further ones. */
async function textsOf(args: Sent, { builtIn, custom }: RecordFields, more: string[] = []) {
  const all = [...builtIn, ...custom.map((field) => ({ ...field, name: ownPrefix + field.name }))];
  const boxes = all.filter(({ kind }) => kind === 'checkbox').map(({ name }) => name);
  const sent = await formValues(args, [
    ...all.map(({ name }) => name),
    ...boxes.map((name) => `${name}.asked`),
    ...more,
  ]);
  const texts: Record<string, string> = {};
  for (const name of [...all.map((field) => field.name), ...more]) {
    const text = boxes.includes(name) ? tickOf(sent[name], sent[`${name}.asked`]) : sent[name];
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

function tickOf(sent: string | undefined, asked: string | undefined): string | undefined {
  if (sent !== undefined) return 'Y';
  return asked === undefined ? undefined : 'N';
}

function apart(texts: Record<string, string>): RecordFormValues {
  const values: RecordFormValues = { custom_fields: {} };
  for (const [name, text] of Object.entries(texts)) {
    if (name.startsWith(ownPrefix)) values.custom_fields[name.slice(ownPrefix.length)] = text;
    else values[name] = text;
  }
  return values;
}

function isRequired({ builtIn, custom }: RecordFields, name: string): boolean {
  const isMeant = name.startsWith(ownPrefix) ? custom : builtIn;
  return isMeant.some((field) => field.is_required && name === (isMeant === custom ? ownPrefix : '') + field.name);
}

/** What no page of ours has written says nothing. */
function readSeen(carried = '{}'): SeenTexts {
  try {
    const read: unknown = JSON.parse(carried);
    return typeof read === 'object' && read !== null ? (read as SeenTexts) : {};
  } catch {
    return {};
  }
}
