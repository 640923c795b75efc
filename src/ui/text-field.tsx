import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.tsx';

type Props = FieldProps & Omit<ComponentProps<'input'>, 'className' | 'size' | 'name' | 'required'>;

/** One line of text: also e-mail, telephone, URL, number, date and password, by `type`. */
export function TextField({ name, label, hint, isRequired, isOptional, error, size, ...input }: Props) {
  const field = { name, label, hint, ...given({ isRequired, isOptional, error, size }) };
  const isSecret = input.type === 'password';
  return (
    <Field {...field}>
      {({ typed, ...wiring }) => (
        <input
          type="text"
          name={name}
          {...wiring}
          {...input}
          {...(!isSecret && typed && input.value === undefined ? { defaultValue: typed[0] ?? '' } : {})}
        />
      )}
    </Field>
  );
}

/** The props that were given at all, so that optional ones stay absent. */
export function given<T extends object>(props: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
