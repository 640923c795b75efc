import { useFormatter, useTranslations } from 'use-intl';
import type { ImportedRecord, ImportState } from '#features/imports/import.ts';
import { ImportStateBadge } from '#features/imports/import-state-badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { WaitNote } from './wait-note.tsx';

/** A file of an upload as the page shows it. */
export interface UploadedFile {
  id: number;
  record: ImportedRecord;
  file_name: string;
  state: ImportState;
  awaited: { id: number; file_name: string } | null;
  rows: number | null;
}

/** The files that were uploaded together, in their order, with what there is to do for each; the next thing to do stands out. */
export function UploadedFiles({ files }: { files: readonly UploadedFile[] }) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const next = files.find(({ state, awaited }) => (state === 'uploaded' || state === 'checked') && !awaited);
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
    { key: 'next', header: t('together.next'), cell: (file) => <NextStep file={file} isNext={file === next} /> },
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

function NextStep({ file: { id, state, awaited }, isNext }: { file: UploadedFile; isNext: boolean }) {
  const t = useTranslations('imports');
  if (state === 'checking' && awaited) return <WaitNote {...awaited} />;
  if (state !== 'uploaded' && state !== 'checked') return null;
  return (
    <ButtonLink
      to={state === 'uploaded' ? `/imports/${id}/mapping` : `/imports/${id}`}
      size="small"
      kind={isNext ? 'primary' : 'default'}
    >
      {state === 'uploaded' ? t('mapping.title') : t('together.look_at_check')}
    </ButtonLink>
  );
}
