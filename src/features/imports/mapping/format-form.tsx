import { Link, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Delimiter, Encoding, SheetName, TableFormat } from '#platform/tables/table.ts';
import { Form, type FormFailure } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { type FirstLine, FirstLines } from './first-lines.tsx';
import css from './import-mapping.module.css';

interface Props {
  format: TableFormat;
  sheets: readonly SheetName[];
  /** What there is to choose from. */
  encodings: readonly Encoding[];
  delimiters: readonly Delimiter[];
  lines: readonly FirstLine[];
  /** What is wrong with the table as it was read, in sentences. */
  problems: readonly string[];
}

/** How the file was read, in one line, and under it how else it may be; what is wrong with it comes first and leaves that open. */
export function FormatForm({ format, sheets, encodings, delimiters, lines, problems }: Props) {
  const t = useTranslations('imports.file_format');
  const names = useTranslations('imports.encodings');
  const signs = useTranslations('imports.delimiters');
  const answer = useActionData() as { failure?: FormFailure } | undefined;
  const isRefused = answer?.failure?.intent === 'read_again';
  const isWrong = problems.length > 0;
  const read =
    format.kind === 'csv'
      ? t('read_as_csv', { encoding: names(format.encoding), delimiter: signs(nameOf(format.delimiter)) })
      : t('read_as_xlsx', { sheet: format.sheet, count: sheets.length });
  return (
    <>
      {isWrong && <Trouble problems={problems} />}
      <details className={css.format} open={isRefused || isWrong}>
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
          <FirstLines lines={lines} headerRow={format.header_row} />
          <SubmitButton kind={isWrong ? 'primary' : 'default'}>{t('read_again')}</SubmitButton>
        </Form>
      </details>
    </>
  );
}

function Trouble({ problems }: Pick<Props, 'problems'>) {
  const t = useTranslations('imports.file_format');
  const shown = problems.slice(0, mostProblems);
  return (
    <Notice tone="warning" title={t('wrong')} actions={<Link to="/imports/new">{t('another_file')}</Link>} isNews>
      {shown.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {problems.length > shown.length && <p>{t('more_problems', { count: problems.length - shown.length })}</p>}
      <p>{t('wrong_hint')}</p>
    </Notice>
  );
}

const mostProblems = 3;

const nameOf = (delimiter: Delimiter) =>
  ({ ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' })[delimiter] as 'comma' | 'semicolon' | 'tab' | 'bar';
