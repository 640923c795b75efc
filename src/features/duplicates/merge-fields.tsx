import { useTranslations } from 'use-intl';
import { contactFields } from '#features/contacts/contact.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { Card } from '#ui/card.tsx';
import { useFieldState } from '#ui/form.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import { customRef, type Side } from './contact-merge.ts';
import type { MergePreview } from './find-merge-preview.ts';
import css from './merge.module.css';
import type { PlannedField } from './plan-merge.ts';

/** The fields in which the two differ, a choice each. */
export function MergeFields({ preview }: { preview: MergePreview }) {
  const t = useTranslations('duplicates.merging');
  const { plan, custom_fields } = preview;
  const known = new Map<string, Field>([
    ...contactFields.map((field): [string, Field] => [field.name, field]),
    ...custom_fields.map((field): [string, Field] => [customRef(field.name), field]),
  ]);
  const open = plan.fields.filter((field) => JSON.stringify(field.survivor) !== JSON.stringify(field.other));
  return (
    <Card title={t('fields')}>
      <p className={css.hint}>{t(open.length > 0 ? 'differ' : 'all_equal')}</p>
      {open.length > 0 && (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('survivor')}</th>
              <th scope="col">{t('other')}</th>
            </tr>
          </thead>
          <tbody>
            {open.map((planned) => (
              <Row key={planned.ref} planned={planned} field={known.get(planned.ref)!} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function Row({ planned, field }: { planned: PlannedField; field: Field }) {
  const t = useTranslations('duplicates.merging');
  const labelOf = useFieldLabel();
  const told = planned.ref === 'email' || planned.ref === 'company';
  const { typed } = useFieldState(`choice.${planned.ref}`);
  const cannotTake = (side: Side) => planned[side] === null && (planned.ref === 'name' || told);
  // What was chosen before the two changed is chosen still, where it still can be.
  const kept = (['survivor', 'other'] as const).find((side) => typed?.[0] === side && !cannotTake(side));
  const label = told ? t(planned.ref === 'email' ? 'primary_address' : 'primary_company') : labelOf(field);
  return (
    <tr>
      <th scope="row">{label}</th>
      {(['survivor', 'other'] as const).map((side) => (
        <td key={side}>
          <label className={css.choice}>
            <input
              type="radio"
              name={`choice.${planned.ref}`}
              value={side}
              defaultChecked={side === (kept ?? planned.side)}
              disabled={cannotTake(side)}
            />
            <Value field={field} value={planned[side]} label={label} />
          </label>
        </td>
      ))}
    </tr>
  );
}

function Value({ field, value, label }: { field: Field; value: FieldValue; label: string }) {
  const t = useTranslations('duplicates.merging');
  return (
    <span>
      <span className="visually-hidden">{label}: </span>
      {value === null ? <span className={css.empty}>{t('empty')}</span> : <Shown field={field} value={value} />}
    </span>
  );
}

/** A value is there to be chosen, not to be followed: a press on an address picks it. */
function Shown({ field, value }: { field: Field; value: Exclude<FieldValue, null> }) {
  const isLinked = field.kind === 'email' || field.kind === 'phone' || field.kind === 'url';
  return isLinked ? String(value) : <RecordValue field={field} value={value} />;
}
