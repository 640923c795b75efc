import type { ReactNode } from 'react';
import css from './toolbar.module.css';

/** The line above a list: search and filters at the start, what the page can do at the end. */
export function Toolbar({ label, children, end }: { label: string; children?: ReactNode; end?: ReactNode }) {
  return (
    <div className={css.toolbar} role="toolbar" aria-label={label}>
      <div className={css.start}>{children}</div>
      {end && <div className={css.end}>{end}</div>}
    </div>
  );
}
