import type { ImportedRecord } from '#features/imports/import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import { suffixOf } from '#features/imports/suffix-of.ts';
import { allow, type Context } from '#platform/context.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';
import { writeCsv } from '#platform/tables/write-csv.ts';
import { writeXlsx } from '#platform/tables/write-xlsx.ts';
import { exampleOf } from './example-of.ts';

export interface SampleFile {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** Two made-up customers or companies in a language, with a column for every field of the account: a list to begin with. */
export async function writeSampleFile(
  ctx: Context,
  { record, language, kind }: { record: ImportedRecord; language: Locale; kind: 'csv' | 'xlsx' },
): Promise<SampleFile> {
  allow(ctx, 'imports.run');
  const { fields } = await listImportFields(ctx, { record });
  const t = translator(language);
  const sampleRow = (place: 1 | 2) => fields.map((field) => exampleOf(record, field, t, place));
  const rows = [fields.map((field) => labelOf(field, language, t)), sampleRow(1), sampleRow(2)];
  const title = t(`imports.sample.title${suffixOf(record)}`);
  return { name: `${title}.${kind}`, bytes: kind === 'csv' ? writeCsv([rows]) : writeXlsx([rows], title) };
}
