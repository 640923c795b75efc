import { allow, type Context } from '#platform/context.ts';
import type { Field } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { type Translate, translator } from '#platform/i18n/translator.ts';
import { writeCsv } from '#platform/tables/write-csv.ts';
import { writeXlsx } from '#platform/tables/write-xlsx.ts';
import { exampleOf } from './example-of.ts';
import { listImportFields } from './list-import-fields.ts';

export interface SampleFile {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** Two made-up customers in a language, with a column for every field of the account: a list to begin with. */
export async function writeSampleFile(
  ctx: Context,
  { language, kind }: { language: Locale; kind: 'csv' | 'xlsx' },
): Promise<SampleFile> {
  allow(ctx, 'imports.run');
  const { fields } = await listImportFields(ctx);
  const t = translator(language);
  const rows = [fields.map((field) => labelOf(field, language, t)), sampleRow(fields, t, 1), sampleRow(fields, t, 2)];
  const title = t('imports.sample.title');
  return { name: `${title}.${kind}`, bytes: kind === 'csv' ? writeCsv([rows]) : writeXlsx([rows], title) };
}

function sampleRow(fields: readonly Field[], t: Translate, place: 1 | 2): string[] {
  return fields.map((field) => exampleOf(field, t, place));
}
