import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { CellSelect } from '#ui/cell-select.tsx';
import type { ImportColumn, Rule } from './import.ts';
import css from './import-mapping.module.css';
import { newField } from './new-field.ts';

export interface FieldChoice {
  ref: string;
  label: string;
  is_custom: boolean;
  /** No contact may be made without it. */
  is_required: boolean;
  /** Those that make sense for the field, its usual one first. */
  rules: Rule[];
}

export type MappedColumn = ImportColumn & {
  samples: string[];
  /** Why it may not be taken for what it says. */
  left_out_as: 'rights' | 'kept' | null;
};

/** One line for each column of the file: what stands in it, the field it goes to and what it does to a contact there. */
export function MappingTable({
  columns,
  fields,
  canCreateFields,
}: {
  columns: readonly MappedColumn[];
  fields: readonly FieldChoice[];
  canCreateFields: boolean;
}) {
  const t = useTranslations('imports.mapping');
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{t('title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column')}</th>
          <th scope="col">{t('first_values')}</th>
          <th scope="col">{t('goes_to')}</th>
          <th scope="col">{t('rule')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place in the file
          <MappingRow key={position} {...{ column, position, fields, canCreateFields }} />
        ))}
      </tbody>
    </table>
  );
}

function MappingRow({
  column,
  position,
  fields,
  canCreateFields,
}: {
  column: MappedColumn;
  position: number;
  fields: readonly FieldChoice[];
  canCreateFields: boolean;
}) {
  const t = useTranslations('imports.mapping');
  const rules = useTranslations('imports.rules');
  const kinds = useTranslations('fields.kinds');
  const [ref, setRef] = useState(column.field ?? '');
  const chosen = fields.find((field) => field.ref === ref);
  const name = column.header || t('without_name', { column: position + 1 });
  return (
    <tr data-left-out={ref === '' ? '' : undefined} id={ref === '' ? undefined : `field-${ref}`}>
      <th scope="row">
        {name}
        {ref === '' && column.left_out_as && <p className={css.why}>{t(`left_out_as.${column.left_out_as}`)}</p>}
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
          <optgroup label={t('built_in')}>
            <Options fields={fields.filter(({ is_custom }) => !is_custom)} />
          </optgroup>
          {fields.some(({ is_custom }) => is_custom) && (
            <optgroup label={t('own')}>
              <Options fields={fields.filter(({ is_custom }) => is_custom)} />
            </optgroup>
          )}
        </CellSelect>
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

function Options({ fields }: { fields: readonly FieldChoice[] }) {
  return fields.map(({ ref, label }) => (
    <option key={ref} value={ref}>
      {label}
    </option>
  ));
}
