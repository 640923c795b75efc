import { companyNameKey } from '#features/companies/company.ts';
import { correctRows } from '#features/imports/corrections/correct-rows.ts';
import { listCorrections } from '#features/imports/corrections/list-corrections.ts';
import type { FoundImport } from '#features/imports/find-import.ts';
import { withFile } from '#features/imports/with-file.ts';
import type { Context } from '#platform/context.ts';
import { readTable } from '#platform/tables/read-table.ts';
import type { TableRow } from '#platform/tables/table.ts';
import { checkRow } from './check-row.ts';
import { hasTarget } from './chunk-work.ts';
import type { ImportPlan } from './plan-import.ts';

/**
 * Parents that a few rows name and that some row of the file is about, as `findAwaitedParents` has them: whoever corrects a row
 * must not be told that its parent is unknown when it stands further up or down. Reads the file until all are found.
 */
export async function findNamedParents(
  ctx: Context,
  { id, file_id, format }: FoundImport,
  plan: ImportPlan,
  rows: readonly (readonly string[])[],
): Promise<ReadonlyMap<string, string | null>> {
  const named = new Map<string, string | null>();
  if (!hasTarget(plan, 'parent_company') || !hasTarget(plan, 'name') || file_id === null) return named;
  const valuesOf = (row: TableRow) => checkRow(plan, row).values as Record<string, string | undefined>;
  const wanted = new Set(
    rows.flatMap((cells, at) => {
      const { parent_company } = valuesOf({ row_number: at + 1, line_number: at + 1, cells: [...cells] });
      return parent_company === undefined ? [] : [companyNameKey(parent_company)];
    }),
  );
  if (wanted.size === 0) return named;
  const corrections = await listCorrections(ctx, id);
  await withFile(ctx, file_id, async (path) => {
    for await (const batch of correctRows(readTable(path, format), corrections)) {
      for (const row of batch) {
        const { name, unique_external_id = null } = valuesOf(row);
        const key = name === undefined ? undefined : companyNameKey(name);
        if (key !== undefined && wanted.has(key) && !named.has(key)) named.set(key, unique_external_id);
      }
      if (named.size === wanted.size) return;
    }
  });
  return named;
}
