import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { Moment } from './moment.tsx';
import css from './timeline.module.css';

export interface TimelineEntry {
  id: string | number;
  icon: IconName;
  /** Who did what, in one sentence. */
  text: ReactNode;
  at: string | Date;
  /** From what to what, field by field. */
  detail?: ReactNode;
  /** A quiet button such as Undo. */
  action?: ReactNode;
}

/** What happened, newest first. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol className={css.timeline} aria-label={label}>
      {entries.map(({ id, icon, text, at, detail, action }) => (
        <li key={id}>
          <span className={css.sign}>
            <Icon name={icon} size={14} />
          </span>
          <div className={css.body}>
            <p>
              {text}{' '}
              <span className={css.when}>
                <Moment at={at} />
              </span>
            </p>
            {detail && <div className={css.detail}>{detail}</div>}
          </div>
          {action && <div className={css.action}>{action}</div>}
        </li>
      ))}
    </ol>
  );
}
