import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Icon } from './icon.tsx';
import css from './page-header.module.css';

export interface Crumb {
  to: string;
  label: string;
}

interface Props {
  title: string;
  /** The pages above this one, outermost first. */
  crumbs?: readonly Crumb[];
  /** An Avatar before the words. */
  picture?: ReactNode;
  /** State or a few words right beside the title. */
  beside?: ReactNode;
  /** One line under the title. */
  subtitle?: ReactNode;
  actions?: ReactNode;
}

/** A page's name (also the browser's title), the way back and what can be done here. */
export function PageHeader({ title, crumbs = [], picture, beside, subtitle, actions }: Props) {
  const t = useTranslations('ui.page');
  return (
    <header className={css.header}>
      <title>{title}</title>
      {picture}
      <div className={css.words}>
        {crumbs.length > 0 && (
          <nav aria-label={t('crumbs')}>
            <ol className={css.crumbs}>
              {crumbs.map(({ to, label }, place) => (
                <li key={to}>
                  <Link to={to}>{label}</Link>
                  {place < crumbs.length - 1 && <Icon name="chevronRight" size={12} />}
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className={css.title}>
          <h1>{title}</h1>
          {beside}
        </div>
        {subtitle && <div className={css.subtitle}>{subtitle}</div>}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </header>
  );
}
