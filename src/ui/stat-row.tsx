import type { ReactNode } from 'react';
import { Link } from 'react-router';
import css from './stat-row.module.css';

export interface Stat {
  label: string;
  /** The number as it is to be read. */
  value: ReactNode;
  tone?: 'success' | 'warning' | 'danger';
  hint?: string;
  /** Where the rows behind the number are. */
  to?: string;
  isCurrent?: boolean;
}

/** A few numbers side by side that belong together, such as the counts of an import; each may lead to what it counts. */
export function StatRow({ label, stats }: { label: string; stats: readonly Stat[] }) {
  return (
    <ul className={css.row} aria-label={label}>
      {stats.map(({ label: name, value, tone, hint, to, isCurrent }) => {
        const content = (
          <>
            <span className={css.value} data-tone={tone}>
              {value}
            </span>
            <span className={css.label}>{name}</span>
            {hint && <span className={css.hint}>{hint}</span>}
          </>
        );
        return (
          <li key={name} className={css.stat}>
            {to ? (
              <Link to={to} className={css.body} aria-current={isCurrent ? 'true' : undefined} preventScrollReset>
                {content}
              </Link>
            ) : (
              <div className={css.body}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
