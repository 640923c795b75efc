import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import css from './compared-files.module.css';
import type { Reconciliation } from './reconcile-import.ts';

/** A file held against the directory, with the reasons in the reader's words. */
export interface ComparedFile extends Omit<Reconciliation, 'refused_by_code'> {
  id: number;
  record: ImportedRecord;
  file_name: string;
  has_invitations: boolean;
  reasons: { code: string; label: string; count: number }[];
}

/** What of each file is in the directory now, what is not and why, and the way to those who are. */
export function ComparedFiles({ files }: { files: readonly ComparedFile[] }) {
  const t = useTranslations('imports.together');
  return (
    <section className={css.files} aria-label={t('compared')}>
      {files.map((file) => (
        <Card key={file.id} title={file.file_name} actions={<Invite file={file} />}>
          <Sum file={file} />
          <Reasons file={file} />
        </Card>
      ))}
    </section>
  );
}

function Sum({ file: { record, rows, here, not_here, made, ids_kept } }: { file: ComparedFile }) {
  const t = useTranslations('imports.together');
  const format = useFormatter();
  return (
    <>
      <dl className={css.sum}>
        <div>
          <dt>{t('there')}</dt>
          <dd>{format.number(rows)}</dd>
        </div>
        <div data-tone="success">
          <dt>{t('here')}</dt>
          <dd>{format.number(here)}</dd>
        </div>
        <div data-tone={not_here > 0 ? 'danger' : undefined}>
          <dt>{t('not_here')}</dt>
          <dd>{format.number(not_here)}</dd>
        </div>
      </dl>
      <p className={css.made}>
        {t(`made.${record}`, { count: made })}
        {ids_kept !== null && made > 0 && ` · ${t('ids_kept', { count: ids_kept })}`}
      </p>
    </>
  );
}

function Reasons({ file: { id, gone, not_reached, reasons, not_here } }: { file: ComparedFile }) {
  const t = useTranslations('imports.together');
  if (not_here === 0 && not_reached === 0) return <p className={css.made}>{t('all_here')}</p>;
  return (
    <ul className={css.reasons} aria-label={t('why')}>
      {reasons.map(({ code, label, count }) => (
        <li key={code}>
          <Link to={`/imports/${id}?${new URLSearchParams({ show: 'refused', reason: code })}`}>{label}</Link>{' '}
          {t('rows', { count })}
        </li>
      ))}
      {gone > 0 && (
        <li>
          {t('gone')} {t('rows', { count: gone })}
        </li>
      )}
      {not_reached !== 0 && (
        <li>
          {t('not_reached')} {not_reached !== null && t('rows', { count: not_reached })}
        </li>
      )}
    </ul>
  );
}

function Invite({ file: { id, record, made, has_invitations } }: { file: ComparedFile }) {
  const t = useTranslations('imports.next');
  if (record !== 'contact' || made === 0) return null;
  if (has_invitations) return <ButtonLink to="/invitations">{t('invitations')}</ButtonLink>;
  return (
    <ButtonLink to={`/bulk-actions/new?created_by_import_id=${id}`} kind="primary" icon="mail">
      {t('invite', { count: made })}
    </ButtonLink>
  );
}
