import { checkImport } from '#features/imports/check-import.ts';
import { createImport } from '#features/imports/create-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import { writeReport } from '#features/imports/write-report.ts';
import { allow, type Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Makes a further import of the rows that a finished one has refused, with the same mapping, and has it checked: there they
 * can be put right in the page. Refuses where no row was refused.
 */
export async function createImportOfRefused(ctx: Context, { id }: { id: number }): Promise<{ id: number }> {
  allow(ctx, 'imports.run');
  const found = await findImport(ctx, { id });
  const { record, progress, file_name, columns, can_create_companies, can_match_by_phone, upload_id } = found;
  if (!progress.run || progress.run.refused === 0) throw new Failure('conflict', 'imports.none_refused');
  const name = ctx.t('imports.refused_file', { name: file_name.replace(/\.[^.]*$/, '') });
  const bytes = await writeReport(ctx, { id, phase: 'run' });
  const made = await createImport(ctx, { record, name, bytes, upload_id });
  await updateMapping(ctx, { id: made.id, columns, can_create_companies, can_match_by_phone });
  await checkImport(ctx, { id: made.id });
  return made;
}
