import { useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { Icon } from '#ui/icon.tsx';
import { useIntent } from '#ui/use-intent.ts';
import css from './check-questions.module.css';
import { CompanyQuestions } from './company-questions.tsx';
import type { Questions } from './read-questions.ts';

/** What is to be decided before a checked file is imported; nothing where there is nothing. */
export function CheckQuestions({ record, ...questions }: Questions & { record: ImportedRecord }) {
  return (
    <>
      {questions.total_count > 0 && <CompanyQuestions {...questions} record={record} />}
      <DeletedContacts {...questions} />
    </>
  );
}

function DeletedContacts({ deleted, restored, may_restore }: Questions) {
  const t = useTranslations('imports.questions');
  const { isSending } = useIntent();
  if (!may_restore || (deleted.contacts === 0 && restored === 0)) return null;
  const intent = deleted.contacts > 0 ? 'restore_deleted' : 'keep_deleted';
  return (
    <Form layout="bare">
      <div className={css.question}>
        <div className={css.line}>
          <Icon name="person" />
          <strong>{intent === 'restore_deleted' ? t('deleted', deleted) : t('restored', { count: restored })}</strong>
          <Button name="intent" value={intent} size="small" isBusy={isSending(intent)}>
            {intent === 'restore_deleted' ? t('restore', { count: deleted.contacts }) : t('keep_deleted')}
          </Button>
          <span className={css.hint}>{t('restored_hint')}</span>
        </div>
      </div>
    </Form>
  );
}
