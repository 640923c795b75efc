import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ButtonLink } from './button-link.tsx';
import css from './pager.module.css';

interface Props {
  /** Where the neighbouring pages are, by key; null where there is none. */
  previousTo: string | null;
  nextTo: string | null;
  /** What it pages through, where a page has more than one list. */
  label?: string;
  /** What the page shows of how much, such as "1–50 of 12,480". */
  children?: ReactNode;
}

/** Leads through a list page by page, by key: no page numbers, so that page 20,000 is as quick as page 1. */
export function Pager({ previousTo, nextTo, label, children }: Props) {
  const t = useTranslations('ui.pager');
  return (
    <nav className={css.pager} aria-label={label ?? t('label')}>
      <p className={css.shown}>{children}</p>
      {(previousTo || nextTo) && (
        <div className={css.steps}>
          <Step to={previousTo} rel="prev" icon="chevronLeft" label={t('previous')} />
          <Step to={nextTo} rel="next" icon="chevronRight" label={t('next')} />
        </div>
      )}
    </nav>
  );
}

function Step({
  to,
  rel,
  icon,
  label,
}: {
  to: string | null;
  rel: 'prev' | 'next';
  icon: 'chevronLeft' | 'chevronRight';
  label: string;
}) {
  if (to === null) return null;
  return (
    <ButtonLink to={to} rel={rel} icon={icon} size="small">
      {label}
    </ButtonLink>
  );
}
