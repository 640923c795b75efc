import { companyNameKey } from '#features/companies/company.ts';
import type { TableStream } from '#platform/tables/table.ts';
import { checkRow } from './check-row.ts';
import { hasTarget } from './chunk-work.ts';
import type { ImportPlan } from './plan-import.ts';

/**
 * Companies that rows of a file name as their parent and whose own row comes later, by key, with that row's external id: such
 * a parent may be made before its row is there. Reads the whole file; remembers the names of parents only.
 */
export async function findAwaitedParents(
  plan: ImportPlan,
  read: () => TableStream,
): Promise<ReadonlyMap<string, string | null>> {
  const awaited = new Map<string, string | null>();
  if (!hasTarget(plan, 'parent_company') || !hasTarget(plan, 'name')) return awaited;
  const parents = new Set<string>();
  const ids = new Set<string>();
  for await (const rows of read()) {
    for (const row of rows) {
      const { values, problems } = checkRow(plan, row);
      if (problems.length > 0) continue;
      const { name, parent_company, unique_external_id } = values as Record<string, string | undefined>;
      const key = name === undefined ? undefined : companyNameKey(name);
      if (key !== undefined && parents.has(key) && !awaited.has(key)) {
        const isOwn = unique_external_id !== undefined && !ids.has(unique_external_id);
        awaited.set(key, isOwn ? unique_external_id : null);
        if (isOwn) ids.add(unique_external_id);
      }
      if (parent_company !== undefined) parents.add(companyNameKey(parent_company));
    }
  }
  return awaited;
}
