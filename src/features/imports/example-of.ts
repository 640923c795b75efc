import type { Field } from '#platform/fields/field.ts';
import type { Translate } from '#platform/i18n/translator.ts';

/** Built-in fields whose examples are of their own; all others show one of their kind. */
const own: ReadonlySet<string> = new Set([
  'name',
  'email',
  'other_emails',
  'phone',
  'mobile',
  'company',
  'job_title',
  'tags',
  'unique_external_id',
  'twitter_id',
  'address',
  'description',
]);

/** A value that a field takes, as somebody would write it into a list; `place` 2 is another one. */
export function exampleOf({ name, kind, choices, custom_field_id }: Field, t: Translate, place: 1 | 2 = 1): string {
  if (kind === 'dropdown') return choices?.[place - 1] ?? choices?.[0] ?? '';
  if (custom_field_id === undefined && own.has(name))
    return t(`imports.examples.${place === 1 ? 'first' : 'second'}.${name}`);
  return t(`imports.examples.of_kind.${kind}`);
}
