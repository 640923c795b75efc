import { useFormatter, useTranslations } from 'use-intl';
import type { ImportedRecord, ImportState } from '#features/imports/import.ts';
import { type ImportProgress, isAtWork } from '#features/imports/import-progress.ts';
import { ImportStateBadge } from '#features/imports/import-state-badge.tsx';
import { useImportProgress } from '#features/imports/use-import-progress.ts';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { type Column, Table } from '#ui/table.tsx';
import css from './uploaded-files.module.css';
import { WaitNote } from './wait-note.tsx';

/** A file of an upload as the page shows it. */
export interface UploadedFile {
  id: number;
  record: ImportedRecord;
  file_name: string;
  state: ImportState;
  awaited: { id: number; file_name: string } | null;
  rows: number | null;
  progress: ImportProgress;
}

/** Followed at once: a browser keeps few connections open to one server. */
const mostWatched = 3;

/** The files that were uploaded together, in their order, with what there is to do for each; the next thing to do stands out. */
export function UploadedFiles({ files }: { files: readonly UploadedFile[] }) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const next = files.find(({ state, awaited }) => (state === 'uploaded' || state === 'checked') && !awaited);
  const watched = files
    .filter(({ state, awaited }) => isAtWork(state) && state !== 'paused' && !awaited)
    .slice(0, mostWatched);
  const columns: [Column<UploadedFile>, ...Column<UploadedFile>[]] = [
    { key: 'file_name', header: t('file'), cell: ({ file_name }) => file_name },
    { key: 'record', header: t('holds'), cell: ({ record }) => t(`records.${record}`), width: 'narrow' },
    { key: 'state', header: t('state'), cell: ({ state }) => <ImportStateBadge state={state} />, width: 'narrow' },
    {
      key: 'rows',
      header: t('counts.rows'),
      cell: ({ rows }) => (rows === null ? '' : format.number(rows)),
      isNumeric: true,
    },
    {
      key: 'next',
      header: t('together.next'),
      cell: (file) =>
        watched.includes(file) ? (
          <HowFar key={file.state} {...file} />
        ) : (
          <NextStep file={file} isNext={file === next} />
        ),
    },
  ];
  return (
    <Table
      caption={t('together.files')}
      columns={columns}
      rows={files}
      idOf={({ id }) => id}
      nameOf={({ file_name }) => file_name}
      pathOf={({ id }) => `/imports/${id}`}
    />
  );
}

/** Follows one that is at work; what comes after it is shown once it is over. */
function HowFar({ id, progress: initial }: UploadedFile) {
  const t = useTranslations('imports.together');
  const { share } = useImportProgress(id, initial);
  return share === null ? null : t('share', { share });
}

function NextStep({ file: { id, file_name, state, awaited }, isNext }: { file: UploadedFile; isNext: boolean }) {
  const t = useTranslations('imports');
  if (state === 'checking' && awaited) return <WaitNote {...awaited} />;
  if (state !== 'uploaded' && state !== 'checked') return null;
  return (
    <Form intent={`discard_${id}`} layout="bare">
      <div className={css.steps}>
        <ButtonLink
          to={state === 'uploaded' ? `/imports/${id}/mapping` : `/imports/${id}`}
          size="small"
          kind={isNext ? 'primary' : 'default'}
        >
          {state === 'uploaded' ? t('mapping.title') : t('together.look_at_check')}
        </ButtonLink>
        <Button kind="quiet" size="small" aria-label={t('together.discard', { file: file_name })}>
          {t('check.discard')}
        </Button>
      </div>
    </Form>
  );
}
