import { type ReactNode, useId } from 'react';
import css from './progress-bar.module.css';

interface Props {
  label: string;
  /** Null while it is not known how much there is. */
  done: number | null;
  total: number;
  /** Words beside the bar: rows, rate, time left. */
  children?: ReactNode;
  tone?: 'accent' | 'success' | 'danger' | 'paused';
}

/** How far long work has come. */
export function ProgressBar({ label, done, total, children, tone = 'accent' }: Props) {
  const id = useId();
  return (
    <div className={css.progress} data-tone={tone}>
      <div className={css.words}>
        <label htmlFor={id}>{label}</label>
        {children && <span className={css.detail}>{children}</span>}
      </div>
      <progress id={id} className={css.bar} max={Math.max(total, 1)} {...(done === null ? {} : { value: done })} />
    </div>
  );
}
