import type { ComponentProps } from 'react';
import css from './field.module.css';
import { Field, type FieldProps } from './field.tsx';
import { Icon } from './icon.tsx';
import { given } from './text-field.tsx';

export interface Choice {
  value: string;
  label: string;
  isDisabled?: boolean;
}

type Props = FieldProps &
  Omit<ComponentProps<'select'>, 'className' | 'name' | 'required' | 'children' | 'size'> & {
    choices: readonly Choice[];
    /** The first line, for "nothing chosen"; its value is empty. */
    emptyLabel?: string;
  };

/** One of a handful of choices. */
export function SelectField({
  name,
  label,
  hint,
  isRequired,
  isOptional,
  error,
  size,
  choices,
  emptyLabel,
  ...select
}: Props) {
  return (
    <Field name={name} label={label} hint={hint} {...given({ isRequired, isOptional, error, size })}>
      {({ typed, ...wiring }) => (
        <span className={css.select}>
          <select
            name={name}
            {...wiring}
            {...select}
            {...(typed && select.value === undefined ? { defaultValue: typed[0] ?? '' } : {})}
          >
            {emptyLabel !== undefined && <option value="">{emptyLabel}</option>}
            {choices.map(({ value, label: text, isDisabled }) => (
              <option key={value} value={value} disabled={isDisabled}>
                {text}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" />
        </span>
      )}
    </Field>
  );
}
