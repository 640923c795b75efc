import { Link } from 'react-router';
import { useFormatter } from 'use-intl';
import css from './tabs.module.css';

export interface Tab {
  to: string;
  label: string;
  isCurrent: boolean;
  /** The first of another kind: stands a little apart. */
  isApart?: boolean;
  /** Shown when it is pointed at. */
  hint?: string;
  /** How many are behind it; `isExact: false` adds a plus. */
  count?: { count: number; isExact: boolean };
}

/** Neighbouring views of one thing, each with its own address. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const format = useFormatter();
  return (
    <nav className={css.tabs} aria-label={label}>
      <ul>
        {tabs.map(({ to, label: text, isCurrent, isApart, hint, count }) => (
          <li key={to} data-apart={isApart ? '' : undefined}>
            <Link to={to} className={css.tab} title={hint} aria-current={isCurrent ? 'page' : undefined}>
              {text}
              {count && (
                <span className={css.count}>
                  {format.number(count.count)}
                  {count.isExact ? '' : '+'}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
