import { redirect } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { findImport } from '#features/imports/find-import.ts';
import { suffixOf } from '#features/imports/suffix-of.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { StatRow } from '#ui/stat-row.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/import-undo.page.ts';
import { KeptTable } from './kept-table.tsx';
import { previewUndo } from './preview-undo.ts';
import { readKept } from './read-kept.ts';
import { undoImport } from './undo-import.ts';

export const handle = { words: ['imports'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const id = readId(params.id);
  const { file_name, record } = await findImport(ctx, { id });
  const { kept, ...counts } = await previewUndo(ctx, { id });
  return { id, record, file_name, counts, kept: await readKept(ctx, { record }, kept) };
}

export async function action(args: Route.ActionArgs) {
  const id = readId(args.params.id);
  await formValues(args, []);
  await undoImport(pageContext(args.context), { id });
  return redirect(`/imports/${id}`);
}

/** What the undo of an import would do, before it is done. */
export default function ImportUndo({ loaderData: { id, record, file_name, counts, kept } }: Route.ComponentProps) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const { looked_rows: looked, total_rows: total } = counts;
  const stat = (what: 'removed' | 'restored' | 'kept' | 'kept_changed', count: number) => ({
    label: t(`undo.${what}${suffixOf(record)}`),
    value: format.number(count),
  });
  const keptCount = counts.kept_count + counts.kept_changed_count;
  return (
    <>
      <PageHeader
        title={t('undo.title')}
        crumbs={[
          { to: '/imports', label: t('title') },
          { to: `/imports/${id}`, label: file_name },
        ]}
        subtitle={t('undo.subtitle')}
      />
      <Page layout="wide">
        <StatRow
          label={t('undo.forecast_label')}
          stats={[
            stat('removed', counts.removed_count),
            stat('restored', counts.restored_count),
            stat('kept', counts.kept_count),
            stat('kept_changed', counts.kept_changed_count),
          ]}
        />
        {looked < total && <Notice>{t('undo.looked', { looked, total })}</Notice>}
        <p>
          {t(`undo.hint${suffixOf(record)}`)} {record === 'contact' && t('undo.companies_note')}
        </p>
        <Form>
          <FormActions>
            <SubmitButton kind="danger" icon="undo">
              {t('undo.start')}
            </SubmitButton>
            <ButtonLink to={`/imports/${id}`}>{t('undo.back_to')}</ButtonLink>
          </FormActions>
        </Form>
        {kept.length === 0 ? (
          <p>{t('undo.nothing_stays')}</p>
        ) : (
          <Card title={kept.length < keptCount ? t('undo.stays_first', { count: kept.length }) : t('undo.stays_label')}>
            <KeptTable record={record} kept={kept} />
          </Card>
        )}
      </Page>
    </>
  );
}
