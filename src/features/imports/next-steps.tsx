import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import css from './check-bar.module.css';
import type { Counts, ImportedRecord } from './import.ts';

interface Props {
  id: number;
  record: ImportedRecord;
  counts: Counts;
  isInvited: boolean;
  /** The files that were uploaded together with it, and the one of them that is to be done next. */
  upload: { id: number; next: { id: number; file_name: string } | null } | null;
}

/** What there is to do once a list is in. */
export function NextSteps(props: Props) {
  const { id, record, counts, isInvited, upload } = props;
  const t = useTranslations('imports.next');
  if (upload) return <NextOfUpload {...upload} />;
  if (record === 'company') return <NextForCompanies />;
  return (
    <nav className={css.bar} aria-label={t('label')}>
      {counts.created > 0 && isInvited && (
        <ButtonLink to="/invitations" kind="primary" icon="mail">
          {t('invitations')}
        </ButtonLink>
      )}
      {counts.created > 0 && !isInvited && (
        <ButtonLink to={`/bulk-actions/new?created_by_import_id=${id}`} kind="primary" icon="mail">
          {t('invite', { count: counts.created })}
        </ButtonLink>
      )}
      <ButtonLink to="/contacts?sort=created_at" icon="people">
        {t('contacts')}
      </ButtonLink>
      <ButtonLink to="/imports/new" kind="quiet" icon="upload">
        {t('another')}
      </ButtonLink>
    </nav>
  );
}

/** With the files that came along: to the next of them, or to the page that compares them all and offers to invite. */
function NextOfUpload({ id, next }: NonNullable<Props['upload']>) {
  const t = useTranslations('imports');
  return (
    <nav className={css.bar} aria-label={t('next.label')}>
      {next && (
        <ButtonLink to={`/imports/${next.id}`} kind="primary">
          {t('together.go_on', { file: next.file_name })}
        </ButtonLink>
      )}
      <ButtonLink to={`/imports/uploads/${id}`} kind={next ? 'default' : 'primary'}>
        {t('together.compare')}
      </ButtonLink>
    </nav>
  );
}

function NextForCompanies() {
  const t = useTranslations('imports.next');
  return (
    <nav className={css.bar} aria-label={t('label')}>
      <ButtonLink to="/companies" kind="primary" icon="building">
        {t('companies')}
      </ButtonLink>
      <ButtonLink to="/imports/new" icon="people">
        {t('customers')}
      </ButtonLink>
      <ButtonLink to="/imports/new?record=company" kind="quiet" icon="upload">
        {t('another')}
      </ButtonLink>
    </nav>
  );
}
