import type { ReactNode } from 'react';
import css from './key-value-list.module.css';

export interface KeyValue {
  key: string;
  label: string;
  /** Nothing known shows as a dash. */
  value: ReactNode;
  /** Below its name, over the whole width: for long texts. */
  isBelow?: boolean;
}

/** What is known of one thing: a name and a value per line. */
export function KeyValueList({ entries }: { entries: readonly KeyValue[] }) {
  return (
    <dl className={css.list}>
      {entries.map(({ key, label, value, isBelow }) => {
        const isEmpty = value === null || value === undefined || value === '';
        return (
          <div key={key} data-below={isBelow ? '' : undefined}>
            <dt>{label}</dt>
            <dd>{isEmpty ? <span className={css.none}>–</span> : value}</dd>
          </div>
        );
      })}
    </dl>
  );
}
