import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { cancelImport } from '#features/imports/cancel-import.ts';
import type { FoundImport } from '#features/imports/find-import.ts';
import { isAtWork, progressOf } from '#features/imports/import-progress.ts';
import type { Context } from '#platform/context.ts';
import type { FailureCode } from '#platform/failure.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/upload.page.ts';
import { type ComparedFile, ComparedFiles } from './compared-files.tsx';
import { findUpload } from './find-upload.ts';
import { reconcileImport } from './reconcile-import.ts';
import { UploadedFiles } from './uploaded-files.tsx';

export const handle = { words: ['imports'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const upload = await findUpload(ctx, { id: readId(params.id) });
  const compared: ComparedFile[] = [];
  for (const found of upload) {
    const file = isAtWork(found.state) ? null : await compare(ctx, found);
    if (file) compared.push(file);
  }
  return {
    files: upload.map((found) => {
      const { id, record, file_name, state, awaited } = found;
      const progress = progressOf(found, ctx.clock.now());
      return { id, record, file_name, state, awaited, rows: progress.counts?.rows ?? null, progress };
    }),
    compared,
  };
}

async function compare(ctx: Context, found: FoundImport): Promise<ComparedFile | null> {
  const reconciled = await reconcileImport(ctx, found);
  if (!reconciled) return null;
  const { refused_by_code, ...counts } = reconciled;
  const { id, record, file_name, has_invitations } = found;
  const reasons = Object.entries(refused_by_code)
    .sort(([, one], [, other]) => other - one)
    .map(([code, count]) => ({ code, count, label: ctx.t(`imports.reasons.${code as FailureCode}`) }));
  return { id, record, file_name, has_invitations, reasons, ...counts };
}

/** What is not needed any more goes; a check that has waited for it begins. */
export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { intent } = await formValues(args, ['intent']);
  await cancelImport(ctx, { id: readId(intent?.replace(/^discard_/, '')) });
  return redirect(`/imports/uploads/${readId(args.params.id)}`);
}

export default function Upload({ loaderData: { files, compared } }: Route.ComponentProps) {
  const t = useTranslations('imports');
  return (
    <>
      <PageHeader
        title={t('together.title', { count: files.length })}
        subtitle={t('together.subtitle')}
        crumbs={[{ to: '/imports', label: t('title') }]}
      />
      <Page layout="list">
        <UploadedFiles files={files} />
        {compared.length > 0 && <ComparedFiles files={compared} />}
      </Page>
    </>
  );
}
