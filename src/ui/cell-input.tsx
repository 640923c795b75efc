import type { ComponentProps } from 'react';
import css from './field.module.css';

type Props = Omit<ComponentProps<'input'>, 'className'> & {
  /** Only heard: in a row of controls the others say it to the eye. */
  label: string;
};

/** One line of text among other controls of a row. */
export function CellInput({ label, ...input }: Props) {
  return <input type="text" className={css.control} aria-label={label} {...input} />;
}
