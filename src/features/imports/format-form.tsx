import { useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Delimiter, Encoding, SheetName, TableFormat } from '#platform/tables/table.ts';
import { Form, type FormFailure } from '#ui/form.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import css from './import-mapping.module.css';

/** How the file was read, in one line, and under it how else it may be. */
export function FormatForm({
  format,
  sheets,
  encodings,
  delimiters,
}: {
  format: TableFormat;
  sheets: readonly SheetName[];
  /** What there is to choose from. */
  encodings: readonly Encoding[];
  delimiters: readonly Delimiter[];
}) {
  const t = useTranslations('imports.file_format');
  const names = useTranslations('imports.encodings');
  const signs = useTranslations('imports.delimiters');
  const answer = useActionData() as { failure?: FormFailure } | undefined;
  const isRefused = answer?.failure?.intent === 'read_again';
  const read =
    format.kind === 'csv'
      ? t('read_as_csv', { encoding: names(format.encoding), delimiter: signs(nameOf(format.delimiter)) })
      : t('read_as_xlsx', { sheet: format.sheet });
  return (
    // What went wrong stands inside.
    <details className={css.format} open={isRefused}>
      <summary>
        <span>{read}</span> <span className={css.row}>{t('header_row', { row: format.header_row })}</span>{' '}
        <span className={css.change}>{t('change')}</span>
      </summary>
      <Form intent="read_again" layout="row">
        {format.kind === 'csv' ? (
          <>
            <SelectField
              name="encoding"
              label={t('encoding')}
              defaultValue={format.encoding}
              choices={encodings.map((value) => ({ value, label: names(value) }))}
            />
            <SelectField
              name="delimiter"
              label={t('delimiter')}
              defaultValue={format.delimiter}
              choices={delimiters.map((value) => ({ value, label: signs(nameOf(value)) }))}
            />
          </>
        ) : (
          <SelectField
            name="sheet"
            label={t('sheet')}
            defaultValue={format.sheet}
            choices={sheets.map(({ name, is_hidden }) => ({
              value: name,
              label: is_hidden ? t('hidden', { name }) : name,
            }))}
          />
        )}
        <TextField
          name="header_row"
          label={t('row_of_names')}
          type="number"
          min={1}
          max={50}
          defaultValue={String(format.header_row)}
        />
        <SubmitButton kind="default">{t('read_again')}</SubmitButton>
      </Form>
    </details>
  );
}

const nameOf = (delimiter: Delimiter) =>
  ({ ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' })[delimiter] as 'comma' | 'semicolon' | 'tab' | 'bar';
