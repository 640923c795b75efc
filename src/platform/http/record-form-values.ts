import type { ActionFunctionArgs } from 'react-router';
import type { Field } from '#platform/fields/field.ts';
import { formValues } from './form-values.ts';

export interface RecordFormValues {
  [name: string]: string | Record<string, string>;
  custom_fields: Record<string, string>;
}

/**
 * What a form drawn with `RecordField` sends, as acts take it: built-in fields by name, an account's own (sent as
 * `custom_fields.<name>`) under `custom_fields`. A box that was shown without a tick is `N`; what was not shown is absent.
 */
export async function recordFormValues(
  args: Pick<ActionFunctionArgs, 'request' | 'context'>,
  { builtIn, custom }: { builtIn: readonly Field[]; custom: readonly Field[] },
): Promise<RecordFormValues> {
  const own = custom.map((field) => ({ ...field, name: `custom_fields.${field.name}` }));
  const all = [...builtIn, ...own];
  const boxes = all.filter(({ kind }) => kind === 'checkbox').map(({ name }) => `${name}.asked`);
  const sent = await formValues(args, [...all.map(({ name }) => name), ...boxes]);
  const values: RecordFormValues = { custom_fields: {} };
  for (const { name, kind } of all) {
    const text = kind === 'checkbox' ? tickOf(sent[name], sent[`${name}.asked`]) : sent[name];
    if (text === undefined) continue;
    if (name.startsWith('custom_fields.')) values.custom_fields[name.slice('custom_fields.'.length)] = text;
    else values[name] = text;
  }
  return values;
}

function tickOf(sent: string | undefined, asked: string | undefined): string | undefined {
  if (sent !== undefined) return 'Y';
  return asked === undefined ? undefined : 'N';
}
