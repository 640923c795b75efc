import type { Context } from '#platform/context.ts';

/** Whether an import has written anything, in the running transaction: the stretches of its run say so. */
export async function hasRun({ db }: Context, import_id: number): Promise<boolean> {
  const stretch = await db
    .selectFrom('import_chunk')
    .select('position')
    .where('import_id', '=', import_id)
    .where('phase', '=', 'run')
    .limit(1)
    .executeTakeFirst();
  return stretch !== undefined;
}
