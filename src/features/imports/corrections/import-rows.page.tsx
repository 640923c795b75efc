import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { checkImport } from '#features/imports/check-import.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { useIntent } from '#ui/use-intent.ts';
import type { Route } from './+types/import-rows.page.ts';
import css from './import-rows.module.css';
import { listRowsToCorrect } from './list-rows-to-correct.ts';
import { RowGrid } from './row-grid.tsx';
import { rowsOfForm } from './rows-of-form.ts';
import { updateImportRows } from './update-import-rows.ts';

export const handle = { words: ['imports'] };

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const id = readId(params.id);
  const after = placeOf(request);
  const listed = await listRowsToCorrect(pageContext(context), { id, after });
  if (!listed.is_open || listed.refused_count === 0) throw redirect(`/imports/${id}`);
  return { id, after, ...listed };
}

function placeOf(request: Request): number {
  const { after } = queryValues(new URL(request.url), ['after']);
  return /^\d{1,9}$/.test(after ?? '') ? Number(after) : 0;
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const id = readId(args.params.id);
  const after = placeOf(args.request);
  const { intent, row_number, cell } = await formValues(args, ['intent'], ['row_number', 'cell']);
  const { rows, columns, next } = await listRowsToCorrect(ctx, { id, after });
  const positions = columns.map(({ position }) => position);
  await updateImportRows(ctx, { id, rows: rowsOfForm({ row_number, cell }, rows, positions) });
  if (intent === 'next' && next !== null) return redirect(`/imports/${id}/rows?after=${next}`);
  await checkImport(ctx, { id });
  return redirect(`/imports/${id}`);
}

export default function ImportRows({ loaderData }: Route.ComponentProps) {
  const { id, after, file_name, columns, rows, refused_count, next } = loaderData;
  const t = useTranslations('imports.grid');
  const all = useTranslations('imports');
  const { isSending } = useIntent();
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle', { count: refused_count })}
        crumbs={[
          { to: '/imports', label: all('title') },
          { to: `/imports/${id}`, label: file_name },
        ]}
      />
      <Page layout="wide">
        <Form layout="bare" key={after}>
          <RowGrid id={id} columns={columns} rows={rows} />
          <div className={css.go}>
            <Button name="intent" value="check" kind="primary" size="large" isBusy={isSending('check')}>
              {t('save')}
            </Button>
            {next !== null && (
              <Button name="intent" value="next" size="large" isBusy={isSending('next')}>
                {t('save_and_next')}
              </Button>
            )}
            <ButtonLink to={`/imports/${id}?show=refused`} kind="quiet">
              {t('back')}
            </ButtonLink>
            <p>{t('save_hint')}</p>
          </div>
        </Form>
      </Page>
    </>
  );
}
