import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { useIntent } from '#ui/use-intent.ts';
import css from './check-bar.module.css';
import type { Counts, ImportedRecord } from './import.ts';

interface Props {
  record: ImportedRecord;
  id: number;
  counts: Counts;
  /** How many companies would be made beside the rows. */
  companies: number;
  hasInvitations: boolean;
  /** Columns that are not imported since they would give rights. */
  leftOut: readonly string[];
}

/** The one step that writes something, and what is true before it is taken. */
export function CheckBar({ id, record, counts, companies, hasInvitations, leftOut }: Props) {
  const t = useTranslations('imports.check');
  const { isSending } = useIntent();
  const rows = counts.rows - counts.refused;
  const mails = hasInvitations ? t('mails_after', { count: counts.created }) : t('mails', { count: 0 });
  return (
    <div className={css.bar}>
      <Form layout="bare">
        {rows > 0 ? (
          <Button name="intent" value="start" kind="primary" size="large" isBusy={isSending('start')}>
            {t('import', { count: rows })}
          </Button>
        ) : (
          <p className={css.nothing}>{t('nothing_to_import')}</p>
        )}
      </Form>
      <ul className={css.facts}>
        <li>{t('nothing_written')}</li>
        <li>{t('can_be_undone')}</li>
        {companies > 0 && <li>{t(record === 'contact' ? 'companies' : 'parents', { count: companies })}</li>}
        {record === 'contact' && <li>{mails}</li>}
        {leftOut.length > 0 && <li>{t('left_out', { columns: leftOut.join(', ') })}</li>}
      </ul>
      <div className={css.others}>
        <ButtonLink to={`/imports/${id}/mapping`} kind="quiet" icon="edit">
          {t('change_mapping')}
        </ButtonLink>
        <Form layout="bare">
          <Button name="intent" value="cancel" kind="quiet">
            {t('discard')}
          </Button>
        </Form>
      </div>
    </div>
  );
}
