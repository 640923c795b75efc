import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.tsx';
import { given } from './text-field.tsx';

type Props = FieldProps & Omit<ComponentProps<'textarea'>, 'className' | 'name' | 'required'>;

/** Several lines of text; grows with what is typed. */
export function TextArea({ name, label, hint, isRequired, isOptional, error, size, ...area }: Props) {
  return (
    <Field name={name} label={label} hint={hint} {...given({ isRequired, isOptional, error, size })}>
      {({ typed, ...wiring }) => (
        <textarea
          name={name}
          {...wiring}
          {...area}
          {...(typed && area.value === undefined ? { defaultValue: typed[0] ?? '' } : {})}
        />
      )}
    </Field>
  );
}
