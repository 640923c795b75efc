import type { Context } from '#platform/context.ts';
import { writeCsv } from '#platform/tables/write-csv.ts';
import { type FoundImport, findImport } from './find-import.ts';
import type { Phase } from './import.ts';
import { listImportFields } from './list-import-fields.ts';
import { listImportRows } from './list-import-rows.ts';
import { rowSentence } from './row-sentence.ts';

const pageRows = 1_000;

/**
 * The refused rows of a check or a run as a CSV: the cells as the file has them, and behind them why. Once corrected it can
 * be uploaded as it is: the last column goes nowhere.
 */
export async function writeReport(
  ctx: Context,
  { id, phase }: { id: number; phase: Phase },
): Promise<AsyncIterable<Uint8Array>> {
  const found = await findImport(ctx, { id });
  return writeCsv(reportRows(ctx, found, phase));
}

async function* reportRows(
  ctx: Context,
  { id, record, inspection, format }: FoundImport,
  phase: Phase,
): AsyncGenerator<string[][]> {
  const { headers } = inspection;
  const columns = [...Array(format.column_count).keys()];
  const { fields } = await listImportFields(ctx, { record });
  yield [[...columns.map((at) => headers[at] ?? ''), ctx.t('imports.reason')]];
  for (let after = 0; ; ) {
    const rows = await listImportRows(ctx, { id, record, phase, outcome: 'refused', after, limit: pageRows });
    yield rows.map(({ cells, problems }) => {
      const reasons = (problems ?? []).map((trouble) => rowSentence(ctx, trouble, { headers, fields }));
      return [...columns.map((at) => cells?.[at] ?? ''), reasons.join(' ')];
    });
    if (rows.length < pageRows) return;
    after = rows.at(-1)!.row_number;
  }
}
