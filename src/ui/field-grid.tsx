import type { ReactNode } from 'react';
import css from './field-grid.module.css';

/** The fields of a record in a form: two beside each other, the first one and long texts alone. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return <div className={css.fields}>{children}</div>;
}
