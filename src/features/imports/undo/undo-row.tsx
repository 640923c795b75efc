import { useNavigation } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import css from '#features/imports/imported-rows.module.css';
import type { ShownRow } from '#features/imports/read-rows.ts';
import { suffixOf } from '#features/imports/suffix-of.ts';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';

/** Undoes what an import did to the contact or company of one row, or says what became of that. */
export function UndoRow({ of, row, canUndo }: { of: ImportedRecord; row: ShownRow; canUndo: boolean }) {
  const t = useTranslations('imports.undo');
  const { formData } = useNavigation();
  const { row_number, record, undone } = row;
  if (undone) return <span className={css.aside}>{t(`row_outcomes.${undone}`)}</span>;
  if (!canUndo || !record) return null;
  return (
    <Form intent="undo_row" layout="bare">
      <input type="hidden" name="row" value={row_number} />
      <Button
        kind="quiet"
        size="small"
        icon="undo"
        isBusy={formData?.get('row') === String(row_number)}
        aria-label={t(`row_button_of${suffixOf(of)}`, { name: record.name })}
      >
        {t('row_button')}
      </Button>
    </Form>
  );
}
