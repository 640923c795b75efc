import type { ReactNode } from 'react';
import css from './page.module.css';

/**
 * The body of a console page below its header. `list` runs from edge to edge, `form` is one column to read and fill in,
 * `wide` the whole width with margins, `record` has a column beside the main one for what belongs to it.
 */
export function Page({
  layout = 'form',
  side,
  children,
}: {
  layout?: 'list' | 'form' | 'wide' | 'record';
  side?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={css.page} data-layout={layout}>
      <div className={css.main}>{children}</div>
      {side && <div className={css.side}>{side}</div>}
    </div>
  );
}
