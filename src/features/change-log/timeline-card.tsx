import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Card } from '#ui/card.tsx';
import { type ActKind, actKinds } from './act-kinds.ts';
import css from './timeline-card.module.css';

interface Props {
  /** The record's page. */
  path: string;
  /** What the timeline is narrowed to. */
  kind?: ActKind | null;
  /** Whether there are kinds to narrow it to: nobody comes in by a company, and nobody mails it. */
  isNarrowable?: boolean;
  isNewest: boolean;
  /** Where the older page starts; null on the last one. */
  next: string | null;
  children: ReactNode;
}

/** The card around a record's timeline: what kind of entries it shows, and the way to older ones. */
export function TimelineCard({ path, kind = null, isNarrowable = false, isNewest, next, children }: Props) {
  const t = useTranslations('change_log');
  const pathOf = (kind: ActKind | null, after?: string) => {
    const query = new URLSearchParams({ ...(kind && { kind }), ...(after && { after }) }).toString();
    return query ? `${path}?${query}` : path;
  };
  return (
    <Card title={t('title')} actions={isNarrowable && <Kinds kind={kind} pathOf={pathOf} />}>
      {children}
      {(!isNewest || next) && (
        <p className={css.pages}>
          {!isNewest && (
            <Link to={pathOf(kind)} preventScrollReset>
              {t('newest')}
            </Link>
          )}
          {next && (
            <Link to={pathOf(kind, next)} preventScrollReset>
              {t('older')}
            </Link>
          )}
        </p>
      )}
    </Card>
  );
}

function Kinds({ kind, pathOf }: { kind: ActKind | null; pathOf(kind: ActKind | null): string }) {
  const t = useTranslations('change_log');
  return (
    <nav className={css.kinds} aria-label={t('kinds_label')}>
      {[null, ...actKinds].map((one) => (
        <Link key={one} to={pathOf(one)} preventScrollReset {...(one === kind && { 'aria-current': 'true' as const })}>
          {t(`kinds.${one ?? 'all'}`)}
        </Link>
      ))}
    </nav>
  );
}
