import type { ComponentProps } from 'react';
import css from './field.module.css';
import { Icon } from './icon.tsx';

type Props = Omit<ComponentProps<'select'>, 'className'> & {
  name: string;
  /** Only heard: in a table the heading and the row say it to the eye. */
  label: string;
  /** Sent but not shown. */
  isHidden?: boolean;
};

/** A choice inside a table's cell. */
export function CellSelect({ label, isHidden = false, children, ...select }: Props) {
  return (
    <span className={css.select} hidden={isHidden}>
      <select className={css.control} aria-label={label} {...select}>
        {children}
      </select>
      <Icon name="chevronDown" />
    </span>
  );
}
