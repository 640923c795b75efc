import { findImport } from '#features/imports/find-import.ts';
import { mayStillChange } from '#features/imports/import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import { listImportRows } from '#features/imports/list-import-rows.ts';
import { rowSentence } from '#features/imports/row-sentence.ts';
import { allow, type Context } from '#platform/context.ts';
import { listCorrections } from './list-corrections.ts';

/** One row of the grid, with all cells in the order of the file. */
export interface RowToCorrect {
  row_number: number;
  line_number: number;
  cells: string[];
  sentences: string[];
  /** Its cells were changed since the check, which refused it. */
  is_corrected: boolean;
}

export interface RowsToCorrect {
  file_name: string;
  /** False once the import has begun: then there is nothing to correct in it. */
  is_open: boolean;
  /** The columns that go anywhere: the others are of no use to whoever corrects. */
  columns: { position: number; header: string }[];
  refused_count: number;
  rows: RowToCorrect[];
  /** Row number to go on behind; null on the last page. */
  next: number | null;
}

const pageRows = 25;

/** The refused rows of a check, a page of them, as they stand now. */
export async function listRowsToCorrect(
  ctx: Context,
  { id, after }: { id: number; after: number },
): Promise<RowsToCorrect> {
  allow(ctx, 'imports.run');
  const { record, file_name, state, columns, inspection, progress } = await findImport(ctx, { id });
  const listed = await listImportRows(ctx, {
    id,
    record,
    phase: 'check',
    outcome: 'refused',
    after,
    limit: pageRows + 1,
  });
  const corrections = await listCorrections(ctx, id);
  const naming = { headers: inspection.headers, fields: (await listImportFields(ctx, { record })).fields };
  const rows = listed.slice(0, pageRows).map(({ row_number, line_number, cells, problems }): RowToCorrect => {
    const corrected = corrections.get(row_number);
    return {
      row_number,
      line_number: line_number ?? row_number,
      cells: corrected ?? cells ?? [],
      sentences: (problems ?? []).map((trouble) => rowSentence(ctx, trouble, naming)),
      is_corrected: corrected !== undefined,
    };
  });
  return {
    file_name,
    is_open: mayStillChange(state) && state !== 'checking',
    columns: columns.flatMap(({ header, field }, position) => (field === null ? [] : [{ position, header }])),
    refused_count: progress.check?.refused ?? 0,
    rows,
    next: listed.length > pageRows ? rows.at(-1)!.row_number : null,
  };
}
