import { redirect } from 'react-router';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { createImport } from '#features/imports/create-import.ts';
import { type ImportedRecord, importedRecords } from '#features/imports/import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import { recordOf, suffixOf } from '#features/imports/suffix-of.ts';
import { allow } from '#platform/context.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readUpload } from '#platform/http/read-upload.ts';
import { type TableLimits, tableLimits } from '#platform/tables/table-limits.ts';
import { Card } from '#ui/card.tsx';
import { Icon } from '#ui/icon.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Tabs } from '#ui/tabs.tsx';
import type { Route } from './+types/new-import.page.ts';
import { exampleOf } from './example-of.ts';
import { type DescribedField, FileFormat } from './file-format.tsx';
import css from './new-import.module.css';
import { UploadForm } from './upload-form.tsx';

export const handle = { words: ['imports'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'imports.run');
  const record = recordOf(queryValues(new URL(request.url), ['record']).record);
  const { fields } = await listImportFields(ctx, { record });
  const described: DescribedField[] = fields.map((field) => ({
    name: field.name,
    label: labelOf(field, ctx.caller.locale, ctx.t),
    accepts: field.kind === 'dropdown' ? (field.choices ?? []).join(' · ') : ctx.t(`imports.accepts.${field.kind}`),
    example: exampleOf(record, field, ctx.t),
  }));
  const { csv_bytes, xlsx_bytes, rows, columns } = tableLimits;
  return { record, fields: described, limits: { csv_bytes, xlsx_bytes, rows, columns } };
}

/** For browsers without script; with it, `POST /imports/upload` takes the file and tells how far it has come. */
export async function action({ context, request }: Route.ActionArgs) {
  // Before a byte of it is read.
  allow(pageContext(context), 'imports.run');
  const record = recordOf(queryValues(new URL(request.url), ['record']).record);
  const { name, bytes } = await readUpload(request);
  const { id } = await createImport(pageContext(context), { record, name, bytes, can_be_corrected: true });
  return redirect(`/imports/${id}/mapping`);
}

export default function NewImport({ loaderData: { record, fields, limits } }: Route.ComponentProps) {
  const t = useTranslations('imports');
  return (
    <>
      <PageHeader
        title={t(`new.title${suffixOf(record)}`)}
        subtitle={t('new.subtitle')}
        crumbs={[{ to: '/imports', label: t('title') }]}
      />
      <Page layout="record" side={<Samples record={record} />}>
        <div className={css.upload}>
          <Tabs
            label={t('new.what')}
            tabs={importedRecords.map((one) => ({
              to: one === 'contact' ? '/imports/new' : `/imports/new?record=${one}`,
              label: t(`records.${one}`),
              isCurrent: one === record,
            }))}
          />
          <UploadForm key={record} record={record} hint={<Limits {...limits} />} />
        </div>
        <FileFormat record={record} fields={fields} />
      </Page>
    </>
  );
}

type LimitsProps = Pick<TableLimits, 'csv_bytes' | 'xlsx_bytes' | 'rows' | 'columns'>;

function Limits({ csv_bytes, xlsx_bytes, rows, columns }: LimitsProps) {
  const t = useTranslations('imports.new');
  const format = useFormatter();
  return t('limits', {
    csv: format.number(csv_bytes / 1024 ** 3),
    xlsx: format.number(xlsx_bytes / 1024 ** 2),
    rows: format.number(rows),
    columns: format.number(columns),
  });
}

function Samples({ record }: { record: ImportedRecord }) {
  const t = useTranslations('imports.sample');
  const own = useLocale();
  const languages = own === 'ko' ? (['ko', 'en'] as const) : (['en', 'ko'] as const);
  return (
    <>
      <Card title={t('heading')}>
        <p>{t('hint')}</p>
        <ul className={css.samples}>
          {languages.flatMap((language) =>
            (['csv', 'xlsx'] as const).map((kind) => (
              <li key={`${language} ${kind}`}>
                <a
                  href={`/imports/sample.${kind}?language=${language}${record === 'company' ? '&record=company' : ''}`}
                  download
                >
                  <Icon name="download" />
                  {t(`download.${language}`, { kind: kind === 'csv' ? 'CSV' : 'Excel' })}
                </a>
              </li>
            )),
          )}
        </ul>
      </Card>
      <Card title={t('next_heading')}>
        <ol className={css.steps}>
          <li>{t('step_mapping')}</li>
          <li>{t('step_check')}</li>
          <li>{t('step_import')}</li>
        </ol>
      </Card>
    </>
  );
}
