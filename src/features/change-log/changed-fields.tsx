import { useTranslations } from 'use-intl';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { useFieldLabel } from '#ui/record-field.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import css from './change-timeline.module.css';
import type { ListedChange } from './list-changes.ts';
import { contactNames, stateFields, takenFields } from './state-fields.ts';
import { StateValue } from './state-value.tsx';

/** Each field from what to what. */
export function ChangedFields({
  changes,
  fields,
}: {
  changes: NonNullable<ListedChange['changes']>;
  fields: readonly Field[];
}) {
  const labelOf = useFieldLabel();
  const t = useTranslations('change_log');
  return (
    <ul className={css.changes}>
      {Object.entries(changes).map(([name, [before, after]]) => {
        const taken = takenFields.find((each) => each.name === name);
        const known = taken ?? [...stateFields, ...fields].find((each) => each.name === name);
        const field = known ?? { name, kind: 'text' as const, label: { en: name } };
        return (
          <li key={name}>
            <span className={css.field}>{labelOf(field)}</span>{' '}
            {taken ? (
              <Side field={taken} value={after} />
            ) : contactNames.has(name) && (before ?? after) !== null ? (
              <Side field={field} value={before ?? after} />
            ) : before === null && after === null ? (
              <span className={css.empty}>{t('erased')}</span>
            ) : (
              <>
                <Side field={field} value={before} /> <span aria-hidden="true">→</span>{' '}
                <Side field={field} value={after} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Side({ field, value }: { field: Field; value: FieldValue }) {
  const t = useTranslations('change_log');
  if (stateFields.some(({ name }) => name === field.name)) return <StateValue name={field.name} value={value} />;
  if (value === null || value === '') return <span className={css.empty}>{t('empty')}</span>;
  // A value that its field can no longer hold, such as one of a field since deleted, is shown as it was written.
  return typeof value === 'object' && !['tags', 'emails', 'domains'].includes(field.kind) ? (
    value.join(', ')
  ) : (
    <RecordValue field={field} value={value} />
  );
}
