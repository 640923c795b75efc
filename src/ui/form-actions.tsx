import type { ReactNode } from 'react';
import css from './form.module.css';

/** The buttons below a form's fields, the one that sends it first. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className={css.actions}>{children}</div>;
}
