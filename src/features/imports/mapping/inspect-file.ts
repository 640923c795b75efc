import { maskResidentNumbers } from '#features/imports/engine/warn-of-value.ts';
import type { KeptInspection } from '#features/imports/find-import.ts';
import type { ImportColumn, ImportedRecord } from '#features/imports/import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import { withFile } from '#features/imports/with-file.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { type InspectOptions, inspectTable } from '#platform/tables/inspect-table.ts';
import { delimiters, encodings, type TableFormat } from '#platform/tables/table.ts';
import { findRememberedMapping, type RememberedMapping } from './find-remembered-mapping.ts';
import { guessMapping } from './guess-mapping.ts';
import { keptRows } from './kept-rows.ts';

/** Values of a column that the mapping page shows, and their length in characters. */
const samplesCount = 3;
const longestSample = 80;
/** Cells of each of the first lines, by which the line of the column names is found. */
const linesCells = 10;

/** What a stored file is as a table, what the mapping page shows of it and what its columns seem to mean. */
export interface InspectedFile {
  format: TableFormat;
  inspection: KeptInspection;
  columns: ImportColumn[];
  /** As they were for the latest file with the same headers; null where there was none. */
  choices: Pick<RememberedMapping, 'can_match_by_phone' | 'can_create_companies'> | null;
}

/** How a file is to be read, where somebody knows it better than the guess; each as a form or a command line has it. */
export interface ToldFormat {
  encoding?: string | undefined;
  delimiter?: string | undefined;
  sheet?: string | undefined;
  /** Line or spreadsheet row of the column names, 1-based; 0 for none. Looked for where it is not told. */
  header_row?: number | undefined;
  /** Guesses what the columns mean from the file alone, not from earlier ones with the same headers. */
  is_guessed_anew?: boolean | undefined;
}

/**
 * Looks at a stored file; refuses, with the reason, what can not be read as a table at all. What is wrong with a table that
 * can be shown is among its problems, and an import must not start with any. Columns mean what they meant in the latest file
 * with the same headers, or else what can be guessed.
 */
export async function inspectFile(
  ctx: Context,
  { file_id, record }: { file_id: number; record: ImportedRecord },
  told: ToldFormat = {},
): Promise<InspectedFile> {
  const options = optionsOf(told);
  const { format, headers, sheets, problems, sample_rows, first_lines } = await withFile(ctx, file_id, (path) =>
    inspectTable(path, options),
  );
  const { fields, options: reading } = await listImportFields(ctx, { record });
  const samples = sample_rows.map(({ cells }) => cells);
  const earlier = told.is_guessed_anew ? null : await findRememberedMapping(ctx, record, headers, fields);
  const { can_match_by_phone = false, can_create_companies = false } = earlier ?? {};
  return {
    format,
    inspection: {
      headers,
      problems,
      samples: headers.map((_, position) => samplesOf(samples, position)),
      first_lines: first_lines.map(({ line_number, cells }) => ({
        line_number,
        cells: cells.slice(0, linesCells).map(shown),
      })),
      rows: keptRows(sample_rows),
      ...(sheets && { sheets }),
      ...(earlier && { remembered: { file_name: earlier.file_name, used_at: earlier.used_at.toISOString() } }),
    },
    columns: guessMapping({
      record,
      headers,
      samples,
      fields,
      options: reading,
      ...(earlier && { settled: earlier.settled }),
    }),
    choices: earlier && { can_match_by_phone, can_create_companies },
  };
}

function optionsOf({ encoding, delimiter, sheet, header_row }: ToldFormat): InspectOptions {
  const options: InspectOptions = {};
  if (encoding !== undefined) options.encoding = oneOf(encodings, 'encoding', encoding);
  if (delimiter !== undefined) options.delimiter = oneOf(delimiters, 'delimiter', delimiter);
  if (sheet !== undefined) options.sheet = sheet;
  if (header_row !== undefined) {
    if (!(Number.isSafeInteger(header_row) && header_row >= 0)) {
      throw new Failure('invalid', 'imports.no_line_number', { field: 'header_row' });
    }
    options.header_row = header_row;
  }
  return options;
}

function oneOf<T extends string>(choices: readonly T[], field: string, value: string): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new Failure('invalid', 'platform.not_a_choice', { field, values: { value } });
  return found;
}

/** The first few different values of a column, blank ones left out. */
function samplesOf(rows: readonly (readonly string[])[], position: number): string[] {
  const values = new Set<string>();
  for (const row of rows) {
    const value = shown(row[position] ?? '');
    if (value !== '') values.add(value);
    if (values.size === samplesCount) break;
  }
  return [...values];
}

function shown(cell: string): string {
  return maskResidentNumbers(cell.trim()).slice(0, longestSample).toWellFormed();
}
