import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Context, isAllowed } from '#platform/context.ts';
import type { FailureCode } from '#platform/failure.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/import.page.ts';
import { cancelImport } from './cancel-import.ts';
import { CheckBar } from './check-bar.tsx';
import { checkImport } from './check-import.ts';
import { createImportOfRefused } from './corrections/create-import-of-refused.ts';
import { type FoundImport, findImport } from './find-import.ts';
import type { ImportedRecord } from './import.ts';
import { ImportCounts } from './import-counts.tsx';
import { isAtWork, progressOf } from './import-progress.ts';
import { ImportStateBadge } from './import-state-badge.tsx';
import { ImportedRows } from './imported-rows.tsx';
import { leftOutColumns } from './mapping/left-out-columns.ts';
import { NextSteps } from './next-steps.tsx';
import { pauseImport } from './pause-import.ts';
import { CheckQuestions } from './questions/check-questions.tsx';
import { choicesOfForm, questionIntents, sentAnswers } from './questions/choices-of-form.ts';
import { readQuestions } from './questions/read-questions.ts';
import { updateChoices } from './questions/update-choices.ts';
import { readRows } from './read-rows.ts';
import { resumeImport } from './resume-import.ts';
import { startImport } from './start-import.ts';
import { pathOfUpload } from './suffix-of.ts';
import { listKeptRecords } from './undo/list-kept-records.ts';
import { readKept } from './undo/read-kept.ts';
import { undoImportRow } from './undo/undo-import-row.ts';
import { type ShownUndo, UndoneImport } from './undo/undone-import.tsx';
import { nextOfUpload } from './uploads/next-of-upload.ts';
import { WorkInProgress } from './work-in-progress.tsx';

export const handle = { words: ['imports'] };

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const id = readId(params.id);
  const found = await findImport(ctx, { id });
  if (found.state === 'uploaded') throw redirect(`/imports/${id}/mapping`);
  const asked = queryValues(new URL(request.url), ['show', 'field', 'reason', 'after', 'before', 'kept']);
  const { record, file_name, agent_name, created_at, finished_at, failure_code, failure_values, has_invitations } =
    found;
  return {
    id,
    record,
    file_name,
    agent_name,
    created_at,
    finished_at,
    has_invitations,
    failure:
      failure_code && failureSentence(ctx.t, failure_code as FailureCode, failure_values as Record<string, string>),
    progress: progressOf(found, ctx.clock.now()),
    companies_created: (found.progress.run ?? found.progress.check)?.companies_created ?? 0,
    forecast: found.progress.run ? found.progress.check : null,
    questions: await readQuestions(ctx, found),
    left_out: leftOutColumns(found.columns),
    rows: isAtWork(found.state) ? null : await readRows(ctx, found, asked),
    canUndo: isAllowed(ctx, 'imports.undo'),
    undo: await readUndo(ctx, found, asked.kept),
    upload: await uploadOf(ctx, found),
  };
}

/** Null for a file that came alone. */
async function uploadOf(
  ctx: Context,
  { id, upload_id }: FoundImport,
): Promise<Parameters<typeof NextSteps>[0]['upload']> {
  if (upload_id === null) return null;
  const next = await nextOfUpload(ctx, { id: upload_id, but: id });
  return { id: upload_id, next };
}

/** Null where there is nothing to tell of an undo. */
async function readUndo(ctx: Context, found: FoundImport, after: string | undefined): Promise<ShownUndo | null> {
  const { id, state, undo, undone_at, undo_agent_name, undo_failure_code, undo_failure_values, undo_started_at } =
    found;
  if (!undo || state === 'undoing') return null;
  const { records, next } = await listKeptRecords(ctx, { id, after });
  const values = undo_failure_values as Record<string, string> | null;
  return {
    counts: undo,
    undone_at,
    who: undo_agent_name,
    failure: undo_failure_code && failureSentence(ctx.t, undo_failure_code as FailureCode, values ?? {}),
    hasBegun: undo_started_at !== null,
    kept: await readKept(ctx, found, records),
    next,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const id = readId(args.params.id);
  const { intent, row, company_key, ...answers } = await formValues(
    args,
    ['intent', 'row', ...sentAnswers],
    ['company_key'],
  );
  if (intent === 'start') await startImport(ctx, { id });
  if (intent === 'cancel') await cancelImport(ctx, { id });
  if (intent === 'pause') await pauseImport(ctx, { id });
  if (intent === 'resume') await resumeImport(ctx, { id });
  if (intent === 'check') await checkImport(ctx, { id });
  if (intent === 'correct') return redirect(`/imports/${(await createImportOfRefused(ctx, { id })).id}`);
  const question = questionIntents.find((one) => one === intent);
  if (question) {
    await updateChoices(ctx, { id, ...choicesOfForm(question, { company_key, answers }) });
    await checkImport(ctx, { id });
  }
  if (intent === 'undo_row') {
    await undoImportRow(ctx, { id, row_number: readId(row) });
    // Where the reader is in the list stays as it is.
    return null;
  }
  return redirect(`/imports/${id}`);
}

export default function Import({ loaderData }: Route.ComponentProps) {
  const { id, record, file_name, agent_name, failure, progress, rows, forecast, undo, canUndo, upload } = loaderData;
  const t = useTranslations('imports');
  const { state, counts } = progress;
  const hasSomethingToUndo = canUndo && rows?.phase === 'run' && state !== 'undone';
  return (
    <>
      <PageHeader
        title={file_name}
        beside={<ImportStateBadge state={state} />}
        crumbs={[
          { to: '/imports', label: t('title') },
          ...(upload ? [{ to: `/imports/uploads/${upload.id}`, label: t('together.files') }] : []),
        ]}
        actions={
          hasSomethingToUndo && (
            <ButtonLink to={`/imports/${id}/undo`} icon="undo">
              {undo?.hasBegun ? t('undo.go_on') : t('undo.button')}
            </ButtonLink>
          )
        }
        subtitle={
          <>
            {t('by', { who: agent_name ?? t('command_line') })} · <Moment at={loaderData.created_at} />
          </>
        }
      />
      <Page layout="wide">
        {failure && (
          <Notice tone="danger" title={t('failed')} actions={<UploadAgain record={record} />}>
            {failure}
          </Notice>
        )}
        {state === 'cancelled' && (
          <Notice actions={<UploadAgain record={record} />}>
            {counts && rows?.phase === 'run' ? t('cancelled_run') : t('cancelled')}
          </Notice>
        )}
        {undo && <UndoneImport id={id} record={record} undo={undo} />}
        {isAtWork(state) ? (
          <WorkInProgress id={id} record={record} initial={progress} canUndo={canUndo} key={state} />
        ) : (
          counts && (
            <>
              <ImportCounts record={record} counts={counts} forecast={forecast} isForecast={rows?.phase === 'check'} />
              {loaderData.questions && <CheckQuestions {...loaderData.questions} record={record} />}
              {state === 'checked' && (
                <CheckBar
                  record={record}
                  id={id}
                  counts={counts}
                  companies={loaderData.companies_created}
                  hasInvitations={loaderData.has_invitations}
                  leftOut={loaderData.left_out}
                />
              )}
              {state === 'done' && (
                <NextSteps
                  id={id}
                  record={record}
                  counts={counts}
                  isInvited={loaderData.has_invitations}
                  upload={upload}
                />
              )}
              {rows && (
                <ImportedRows
                  id={id}
                  record={record}
                  counts={counts}
                  state={state}
                  canUndo={hasSomethingToUndo}
                  {...rows}
                />
              )}
            </>
          )
        )}
      </Page>
    </>
  );
}

function UploadAgain({ record }: { record: ImportedRecord }) {
  const t = useTranslations('imports.next');
  return (
    <ButtonLink to={pathOfUpload(record)} size="small" icon="upload">
      {t('another')}
    </ButtonLink>
  );
}
