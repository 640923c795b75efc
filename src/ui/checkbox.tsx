import type { ComponentProps } from 'react';
import css from './field.module.css';
import { FieldError, type FieldProps, useWiring } from './field.tsx';
import { given } from './text-field.tsx';

type Props = Omit<FieldProps, 'size' | 'isOptional'> &
  Omit<ComponentProps<'input'>, 'className' | 'name' | 'required' | 'type' | 'size'>;

/** Yes or no, sent as `on` (or `value`) when ticked and not at all otherwise. */
export function Checkbox({ name, label, hint, isRequired, error: givenError, value = 'on', ...input }: Props) {
  const { error, hintId, errorId, wiring } = useWiring({
    name,
    label,
    hint,
    ...given({ isRequired, error: givenError }),
  });
  const { typed, className: _, ...ties } = wiring;
  const wasTicked = typed?.includes(String(value));
  return (
    <div className={css.choice} id={`field-${name}`}>
      <input
        type="checkbox"
        name={name}
        value={value}
        {...ties}
        {...input}
        {...(typed && input.checked === undefined ? { defaultChecked: wasTicked } : {})}
      />
      <label htmlFor={wiring.id}>{label}</label>
      {hint && (
        <p className={css.hint} id={hintId}>
          {hint}
        </p>
      )}
      <FieldError id={errorId} error={error} />
    </div>
  );
}
