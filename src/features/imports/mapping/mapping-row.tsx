import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { DateOrder } from '#platform/fields/date-order.ts';
import { CellSelect } from '#ui/cell-select.tsx';
import type { ColumnHint } from './column-hints.ts';
import css from './import-mapping.module.css';
import type { FieldChoice, MappedColumn } from './mapping-choices.ts';
import { newField } from './new-field.ts';
import { ReadingChoice } from './reading-choice.tsx';

interface Props {
  column: MappedColumn;
  fields: readonly FieldChoice[];
  hint: ColumnHint | undefined;
  countryOrder: DateOrder;
  canCreateFields: boolean;
}

const groups = ['built_in', 'parts', 'own'] as const;

/** A column of the file and what is to be done with it. */
export function MappingRow({ column, fields, hint, countryOrder, canCreateFields }: Props) {
  const t = useTranslations('imports.mapping');
  const rules = useTranslations('imports.rules');
  const kinds = useTranslations('fields.kinds');
  const [ref, setRef] = useState(column.field ?? '');
  const chosen = fields.find((field) => field.ref === ref);
  const name = column.header || t('without_name', { column: column.position + 1 });
  return (
    <tr data-left-out={ref === '' ? '' : undefined} id={ref === '' ? undefined : `field-${ref}`}>
      <th scope="row">
        {name}
        {ref === '' && column.left_out_as && <p className={css.why}>{t(`left_out_as.${column.left_out_as}`)}</p>}
        <input type="hidden" name="position" value={column.position} />
      </th>
      <td className={css.samples} data-label={t('first_values')}>
        {column.samples.length > 0 ? column.samples.map((sample) => <span key={sample}>{sample}</span>) : t('empty')}
      </td>
      <td className={css.choice}>
        <CellSelect
          name="field"
          label={t('field_of', { column: name })}
          value={ref}
          onChange={(event) => setRef(event.currentTarget.value)}
        >
          <option value="">{t('left_out')}</option>
          {column.proposal && canCreateFields && (
            <option value={newField}>
              {t('new_field', { label: column.proposal.label, kind: kinds(column.proposal.kind) })}
            </option>
          )}
          {groups.map((group) => (
            <Options key={group} group={group} column={column} fields={fields} />
          ))}
        </CellSelect>
        <ReadingChoice key={chosen?.kind} name={name} column={column} kind={chosen?.kind} countryOrder={countryOrder} />
        {hint && <p className={css.hint}>{t(hint.says, { column: hint.column })}</p>}
      </td>
      <td className={css.choice}>
        <CellSelect
          name="rule"
          label={t('rule_of', { column: name })}
          key={ref}
          defaultValue={column.field === ref ? column.rule : (chosen?.rules[0] ?? 'skip')}
          isHidden={!chosen}
        >
          {(chosen?.rules ?? ['skip' as const]).map((rule) => (
            <option key={rule} value={rule}>
              {rules(rule)}
            </option>
          ))}
        </CellSelect>
      </td>
    </tr>
  );
}

type Group = FieldChoice['group'];

function Options({ group, column, fields }: { group: Group; column: MappedColumn; fields: readonly FieldChoice[] }) {
  const t = useTranslations('imports.mapping');
  const offered = fields.filter((field) => {
    return field.group === group && (field.ref !== 'labelled_phone' || column.is_labelled);
  });
  if (offered.length === 0) return null;
  return (
    <optgroup label={t(group)}>
      {offered.map(({ ref, label }) => (
        <option key={ref} value={ref}>
          {label}
        </option>
      ))}
    </optgroup>
  );
}
