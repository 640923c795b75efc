import type { Changes } from '#features/change-log/change.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/**
 * The company above another one before a change in its log, whatever it is called by now; null where it stood at the top.
 * Refused where it is gone, and where the log has no more of it than a name.
 */
export async function findFormerParent(
  { db }: Context,
  changes: Changes,
): Promise<{ id: number; name: string } | null> {
  const told = changes.parent_company![0];
  const before = changes['parent_company.id']?.[0];
  if (told === null && !before) return null;
  const parent = await db
    .selectFrom('company')
    .select(['id', 'name'])
    .where('id', '=', Number(before ?? 0))
    .where('deleted_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst();
  if (!parent) throw new Failure('conflict', 'companies.former_parent_gone', { values: { name: String(told) } });
  return parent;
}
