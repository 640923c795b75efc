import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { type InspectOptions, inspectTable } from '#platform/tables/inspect-table.ts';
import type { TableFormat } from '#platform/tables/table.ts';
import type { KeptInspection } from './find-import.ts';
import { guessMapping } from './guess-mapping.ts';
import type { ImportColumn } from './import.ts';
import { listImportFields } from './list-import-fields.ts';
import { withFile } from './with-file.ts';

/** Values of a column that the mapping page shows, and their length in characters. */
const samplesCount = 3;
const longestSample = 80;

/** What a stored file is as a table, what the mapping page shows of it and what its columns seem to mean. */
export interface InspectedFile {
  format: TableFormat;
  inspection: KeptInspection;
  columns: ImportColumn[];
}

/** Looks at a stored file; refuses, with the reason, what can not be imported. `told` is what somebody knows better. */
export async function inspectFile(
  ctx: Context,
  file_id: number,
  told: Omit<InspectOptions, 'limits' | 'signal'> = {},
): Promise<InspectedFile> {
  const { format, headers, sheets, problems, sample_rows } = await withFile(ctx, file_id, (path) =>
    inspectTable(path, told),
  );
  const [problem] = problems;
  if (problem) throw new Failure('invalid', problem.code, { values: problem.values });
  const { fields, options } = await listImportFields(ctx);
  const samples = sample_rows.map(({ cells }) => cells);
  return {
    format,
    inspection: {
      headers,
      problems,
      samples: headers.map((_, position) => samplesOf(samples, position)),
      ...(sheets && { sheets }),
    },
    columns: guessMapping({ headers, samples, fields, options }),
  };
}

/** The first few different values of a column, blank ones left out. */
function samplesOf(rows: readonly (readonly string[])[], position: number): string[] {
  const values = new Set<string>();
  for (const row of rows) {
    const value = (row[position] ?? '').trim().slice(0, longestSample).toWellFormed();
    if (value !== '') values.add(value);
    if (values.size === samplesCount) break;
  }
  return [...values];
}
