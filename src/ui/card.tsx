import { type ReactNode, useId } from 'react';
import css from './card.module.css';

/** A part of a page with its own heading, such as a contact's portal access. */
export function Card({
  title,
  actions,
  children,
  tone,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  tone?: 'warning' | 'danger';
}) {
  const id = useId();
  return (
    <section className={css.card} aria-labelledby={id} data-tone={tone}>
      <header className={css.head}>
        <h2 id={id}>{title}</h2>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      <div className={css.body}>{children}</div>
    </section>
  );
}
