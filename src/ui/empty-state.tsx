import type { ReactNode } from 'react';
import css from './empty-state.module.css';

/** A list without rows: why that is so and what to do next. */
export function EmptyState({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <section className={css.empty}>
      <h2>{title}</h2>
      {children && <div className={css.words}>{children}</div>}
      {actions && <div className={css.actions}>{actions}</div>}
    </section>
  );
}
