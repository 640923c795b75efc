import type { ImportedRecord } from '#features/imports/import.ts';
import type { Field } from '#platform/fields/field.ts';
import type { Translate } from '#platform/i18n/translator.ts';

/** Built-in fields whose examples are of their own; all others show one of their kind. */
const own = {
  contact: new Set(
    'name email other_emails phone mobile company job_title tags unique_external_id twitter_id address description'.split(
      ' ',
    ),
  ),
  company: new Set(
    'name domains parent_company industry account_tier health_score unique_external_id description note'.split(' '),
  ),
} satisfies Record<ImportedRecord, ReadonlySet<string>>;

/** A value that a field takes, as somebody would write it into a list; `place` 2 is another one. */
export function exampleOf(
  record: ImportedRecord,
  { name, kind, choices, custom_field_id }: Field,
  t: Translate,
  place: 1 | 2 = 1,
): string {
  if (kind === 'dropdown') return choices?.[place - 1] ?? choices?.[0] ?? '';
  if (custom_field_id === undefined && own[record].has(name)) {
    // The second company is the parent of the first and has none itself.
    if (name === 'parent_company' && place === 2) return '';
    const example = place === 1 ? 'first' : 'second';
    return t(`imports.examples.${record === 'company' ? `company_${example}` : example}.${name}`);
  }
  return t(`imports.examples.of_kind.${kind}`);
}
