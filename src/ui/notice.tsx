import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import css from './notice.module.css';

const icons: Record<Tone, IconName> = { info: 'info', success: 'check', warning: 'alert', danger: 'alert' };

export type Tone = 'info' | 'success' | 'warning' | 'danger';

interface Props {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  /** Buttons or links for the way out. */
  actions?: ReactNode;
  /** True where it appears in answer to what somebody did, so that a screen reader says it at once. */
  isNews?: boolean;
}

/** A few words that stay on the page: what is the matter and what can be done. */
export function Notice({ tone = 'info', title, children, actions, isNews = false }: Props) {
  const role = isNews ? (tone === 'danger' ? 'alert' : 'status') : undefined;
  return (
    <div className={css.notice} data-tone={tone} role={role}>
      <Icon name={icons[tone]} />
      <div className={css.body}>
        <div className={css.words}>
          {title && <p className={css.title}>{title}</p>}
          {children && <div>{children}</div>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  );
}
