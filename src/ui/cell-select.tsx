import type { ComponentProps } from 'react';
import css from './field.module.css';
import { Icon } from './icon.tsx';

type Props = Omit<ComponentProps<'select'>, 'className'> & {
  name: string;
  /** Only heard: what stands around it says it to the eye, such as the heading of a table's column. */
  label: string;
  /** Sent but not shown. */
  isHidden?: boolean;
};

/** A choice without a label to see, inside a table's cell or beside another choice. */
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
