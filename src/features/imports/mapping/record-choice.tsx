import { useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { useIntent } from '#ui/use-intent.ts';
import css from './import-mapping.module.css';

/** Says what the rows are taken for and offers the other, aloud where they look like it; the columns are guessed anew then. */
export function RecordChoice({ record, looksLikeCompany }: { record: ImportedRecord; looksLikeCompany: boolean }) {
  const t = useTranslations('imports.mapping');
  const { isSending } = useIntent();
  const isBusy = isSending('take_as_other');
  if (!looksLikeCompany) {
    return (
      <Form intent="take_as_other" layout="bare">
        <div className={css.remembered}>
          <p>{t(`is_${record}`)}</p>
          <Button kind="link" size="small" isBusy={isBusy}>
            {t(record === 'company' ? 'take_as_contact' : 'take_as_company')}
          </Button>
        </div>
      </Form>
    );
  }
  return (
    <Form intent="take_as_other" layout="bare">
      <Notice
        title={t('looks_like_company')}
        actions={
          <Button size="small" icon="building" isBusy={isBusy}>
            {t('take_as_company')}
          </Button>
        }
      >
        {t('looks_like_company_hint')}
      </Notice>
    </Form>
  );
}
