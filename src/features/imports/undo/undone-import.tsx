import { useFormatter, useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import { Card } from '#ui/card.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { Pager } from '#ui/pager.tsx';
import { StatRow } from '#ui/stat-row.tsx';
import { KeptTable } from './kept-table.tsx';
import type { ShownKept } from './read-kept.ts';
import type { UndoProgress } from './read-undo-progress.ts';

export interface ShownUndo {
  counts: UndoProgress;
  /** Null where the undo has not come to its end: it was stopped, or single rows were undone. */
  undone_at: Date | null;
  /** Null for the command line. */
  who: string | null;
  /** Why it stopped, as a sentence. */
  failure: string | null;
  /** Whether the whole was being undone, not only single rows. */
  hasBegun: boolean;
  kept: ShownKept[];
  next: string | null;
}

/** What was undone of an import, and what stays of it and why. */
export function UndoneImport({ id, record, undo }: { id: number; record: ImportedRecord; undo: ShownUndo }) {
  const t = useTranslations('imports.undo');
  const imports = useTranslations('imports');
  const format = useFormatter();
  const { counts, undone_at, who, failure, hasBegun, kept, next } = undo;
  const stat = (label: string, count: number) => ({ label, value: format.number(count) });
  return (
    <>
      {failure && (
        <Notice tone="danger" title={t('stopped_because')}>
          {failure}
        </Notice>
      )}
      {undone_at ? (
        <Notice title={t('undone_title')}>
          {who ? t('undone_by', { who }) : imports('command_line')} · <Moment at={undone_at} as="exact" />
        </Notice>
      ) : (
        hasBegun && <Notice tone="warning">{t('stopped')}</Notice>
      )}
      <StatRow
        label={t('forecast_label')}
        stats={[
          stat(t('row_outcomes.removed'), counts.removed),
          stat(t('row_outcomes.restored'), counts.restored),
          stat(t('row_outcomes.kept'), counts.kept),
          ...(record === 'contact' ? [stat(t('companies_removed'), counts.companies_removed)] : []),
          ...(record === 'contact' ? [stat(t('companies_kept'), counts.companies_kept)] : []),
        ]}
      />
      {undone_at && kept.length === 0 && <p>{t('nothing_kept')}</p>}
      {kept.length > 0 && (
        <Card title={t('kept_title')}>
          <KeptTable record={record} kept={kept} />
          {next !== null && <Pager label={t('kept_title')} previousTo={null} nextTo={`/imports/${id}?kept=${next}`} />}
        </Card>
      )}
    </>
  );
}
