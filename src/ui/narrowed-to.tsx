import type { ReactNode } from 'react';
import css from './narrowed-to.module.css';

/** Above a list that shows one record only: which one, the way to it and the way back to all. */
export function NarrowedTo({ children }: { children: ReactNode }) {
  return <p className={css.narrowed}>{children}</p>;
}
