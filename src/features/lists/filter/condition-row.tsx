import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { CellSelect } from '#ui/cell-select.tsx';
import { FieldError } from '#ui/field.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import type { Condition, Operator } from './condition.ts';
import { ConditionValue } from './condition-value.tsx';
import type { Asked } from './condition-words.tsx';
import css from './filter.module.css';
import { isWithoutValue, operatorsOf } from './filter-field.ts';

interface Props extends Asked {
  condition: Condition;
  /** Showing was tried, and this can not be asked. */
  isWrong: boolean;
  /** Null takes it away. */
  onChange(condition: Condition | null): void;
}

/** One condition: of which field, how, and with which value. */
export function ConditionRow({ condition, record, fields, companies, isWrong, onChange }: Props) {
  const t = useTranslations('lists.filter');
  const labelOf = useFieldLabel();
  const errorId = useId();
  const field = fields.find(({ name }) => name === condition.field);
  const own = fields.filter(({ custom_field_id }) => custom_field_id !== undefined);
  const builtIn = fields.filter(({ custom_field_id }) => custom_field_id === undefined);
  const ask = (name: string) => {
    const asked = fields.find((each) => each.name === name)!;
    const keeps = asked.kind === field?.kind && asked.kind !== 'choice';
    onChange({
      field: name,
      operator: keeps ? condition.operator : operatorsOf(asked)[0]!,
      values: keeps ? condition.values : [],
    });
  };
  const askHow = (operator: Operator) => {
    const isSameValue = isDays(operator) === isDays(condition.operator) && !isWithoutValue(operator);
    onChange({ ...condition, operator, values: isSameValue ? condition.values : [] });
  };
  return (
    <div className={css.row}>
      <CellSelect
        name="field"
        label={t('field')}
        value={condition.field}
        onChange={(event) => ask(event.currentTarget.value)}
      >
        {!field && <option value={condition.field}>{condition.field}</option>}
        <optgroup label={t(`${record}.built_in`)}>
          {builtIn.map((each) => (
            <option key={each.name} value={each.name}>
              {labelOf(each)}
            </option>
          ))}
        </optgroup>
        {own.length > 0 && (
          <optgroup label={t('own')}>
            {own.map((each) => (
              <option key={each.name} value={each.name}>
                {labelOf(each)}
              </option>
            ))}
          </optgroup>
        )}
      </CellSelect>
      <CellSelect
        name="operator"
        label={t('operator')}
        value={condition.operator}
        disabled={!field}
        onChange={(event) => askHow(event.currentTarget.value as Operator)}
      >
        {(field ? operatorsOf(field) : [condition.operator]).map((operator) => (
          <option key={operator} value={operator}>
            {t(
              field?.kind === 'tags' && operator.startsWith('is')
                ? `tag_operators.${operator as 'is'}`
                : `operators.${operator}`,
            )}
          </option>
        ))}
      </CellSelect>
      <div className={css.value}>
        {field && !isWithoutValue(condition.operator) && (
          <ConditionValue
            key={`${condition.field} ${isDays(condition.operator)}`}
            field={field}
            operator={condition.operator}
            values={condition.values}
            companies={companies}
            errorId={isWrong ? errorId : undefined}
            onChange={(values) => onChange({ ...condition, values })}
          />
        )}
        <FieldError id={errorId} error={isWrong ? t(field ? 'value_missing' : 'field_gone') : undefined} />
      </div>
      <Button
        type="button"
        kind="quiet"
        size="small"
        icon="close"
        aria-label={t('remove', { field: field ? labelOf(field) : condition.field })}
        onClick={() => onChange(null)}
      />
    </div>
  );
}

function isDays(operator: Operator): boolean {
  return operator.endsWith('_days');
}
