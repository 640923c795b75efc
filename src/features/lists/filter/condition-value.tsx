import { useTranslations } from 'use-intl';
import { CellInput } from '#ui/cell-input.tsx';
import { CellSelect } from '#ui/cell-select.tsx';
import { CompanyChoice } from './company-choice.tsx';
import type { Operator } from './condition.ts';
import { type CompanyNames, useChoiceWords } from './condition-words.tsx';
import css from './filter.module.css';
import type { FilterField } from './filter-field.ts';

interface Props {
  field: FilterField;
  operator: Operator;
  values: readonly string[];
  companies: CompanyNames;
  /** The id of the sentence that says what is wrong with it. */
  errorId: string | undefined;
  onChange(values: string[]): void;
}

/** The value that a condition compares with, by the kind of its field. */
export function ConditionValue({ field, operator, values, companies, errorId, onChange }: Props) {
  const t = useTranslations('lists.filter');
  const yes = useTranslations('ui.field');
  const trouble = errorId ? { 'aria-invalid': true, 'aria-describedby': errorId } : {};
  const one = (text: string) => onChange(text.trim() === '' ? [] : [text.trim()]);
  const input = (more: { type?: string; inputMode?: 'numeric' | 'decimal' | 'tel'; min?: number }) => (
    <CellInput
      label={t('value')}
      defaultValue={values[0] ?? ''}
      onChange={(event) => one(event.currentTarget.value)}
      {...more}
      {...trouble}
    />
  );
  if (operator.endsWith('_days')) {
    return (
      <span className={css.days}>
        {input({ type: 'number', inputMode: 'numeric', min: 0 })} <span>{t('days')}</span>
      </span>
    );
  }
  switch (field.kind) {
    case 'choice':
      return <Choices field={field} values={values} onChange={onChange} />;
    case 'checkbox':
      return (
        <CellSelect
          name="value"
          label={t('value')}
          value={values[0] ?? ''}
          onChange={(event) => one(event.currentTarget.value)}
          {...trouble}
        >
          <option value="" />
          <option value="yes">{yes('yes')}</option>
          <option value="no">{yes('no')}</option>
        </CellSelect>
      );
    case 'company':
      return <CompanyChoice id={values[0]} companies={companies} trouble={trouble} onChange={onChange} />;
    case 'date':
    case 'time':
      return input({ type: 'date' });
    case 'number':
      return input({ inputMode: 'decimal' });
    case 'phone':
      return input({ type: 'tel', inputMode: 'tel' });
    case 'tags':
      return (
        <CellInput
          label={t('value')}
          placeholder={t('tags_hint')}
          defaultValue={values.join(', ')}
          onChange={(event) => onChange(split(event.currentTarget.value))}
          {...trouble}
        />
      );
    default:
      return input({});
  }
}

function Choices({ field, values, onChange }: Pick<Props, 'field' | 'values' | 'onChange'>) {
  const t = useTranslations('lists.filter');
  const wordsOf = useChoiceWords();
  // A choice that is no longer offered may still be asked for.
  const choices = [...new Set([...(field.choices ?? []), ...values])];
  const turn = (choice: string, isWanted: boolean) =>
    onChange(choices.filter((each) => (each === choice ? isWanted : values.includes(each))));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside the row would need a legend that the row already has
    <div role="group" aria-label={t('value')} className={css.choices}>
      {choices.map((choice) => (
        <label key={choice} className={css.choice}>
          <input
            type="checkbox"
            checked={values.includes(choice)}
            onChange={(event) => turn(choice, event.currentTarget.checked)}
          />
          {wordsOf(field, choice)}
        </label>
      ))}
    </div>
  );
}

function split(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
}
