import type { ReactNode } from 'react';
import css from './field.module.css';
import { FieldError, type FieldProps, useWiring } from './field.tsx';
import { given } from './text-field.tsx';

interface Option {
  value: string;
  label: string;
  hint?: ReactNode;
}

type Props = Omit<FieldProps, 'size'> & { options: readonly Option[]; defaultValue?: string };

/** One of few choices that all deserve to be seen. */
export function RadioGroup({ name, label, hint, isRequired, error: givenError, options, defaultValue }: Props) {
  const { error, hintId, errorId, wiring } = useWiring({
    name,
    label,
    hint,
    ...given({ isRequired, error: givenError }),
  });
  const chosen = wiring.typed?.[0] ?? defaultValue;
  return (
    <fieldset className={css.field} id={`field-${name}`} aria-describedby={wiring['aria-describedby']}>
      <legend className={css.label}>{label}</legend>
      {hint && (
        <p className={css.hint} id={hintId}>
          {hint}
        </p>
      )}
      <div className={css.choices}>
        {options.map((option) => {
          const id = `${wiring.id}-${option.value}`;
          return (
            <div key={option.value} className={css.choice}>
              <input
                type="radio"
                id={id}
                name={name}
                value={option.value}
                defaultChecked={option.value === chosen}
                required={isRequired}
                aria-describedby={option.hint ? `${id}-hint` : undefined}
              />
              <label htmlFor={id}>{option.label}</label>
              {option.hint && (
                <p className={css.hint} id={`${id}-hint`}>
                  {option.hint}
                </p>
              )}
            </div>
          );
        })}
      </div>
      <FieldError id={errorId} error={error} />
    </fieldset>
  );
}
