import type { ReactNode } from 'react';
import css from './own-rows.module.css';

/** Things that somebody has and can end or take away, such as sessions and passkeys; of `OwnRow`s. */
export function OwnRows({ children }: { children: ReactNode }) {
  return <ul className={css.rows}>{children}</ul>;
}

interface Props {
  sign: ReactNode;
  name: string;
  badge?: ReactNode;
  /** Paragraphs of what there is to know. */
  children: ReactNode;
  /** The way to end it, where the reader may. */
  end?: ReactNode;
}

/** One of them. */
export function OwnRow({ sign, name, badge, children, end }: Props) {
  return (
    <li>
      {sign}
      <div>
        <p className={css.name}>
          <strong>{name}</strong>
          {badge}
        </p>
        {children}
      </div>
      {end}
    </li>
  );
}
