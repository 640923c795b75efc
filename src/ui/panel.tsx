import type { ReactNode } from 'react';
import css from './panel.module.css';

/** The sheet that a portal page's one task lies on: heading, a few words, then the form. */
export function Panel({ title, intro, children }: { title: string; intro?: ReactNode; children?: ReactNode }) {
  return (
    <section className={css.panel}>
      <title>{title}</title>
      <h1>{title}</h1>
      {intro && <div className={css.intro}>{intro}</div>}
      {children}
    </section>
  );
}
