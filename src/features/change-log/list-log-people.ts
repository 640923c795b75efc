import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { LogPerson } from './log-filter.ts';

/** Whom the change log can be narrowed to: all agents by name and, first, the customer whom it is narrowed to now. */
export async function listLogPeople(
  ctx: Context,
  { person }: { person?: LogPerson | undefined },
): Promise<(LogPerson & { name: string })[]> {
  allow(ctx, 'change_log.view');
  return inTransaction(ctx, async ({ db }) => {
    const agents = await db
      .selectFrom('agent')
      .select(['id', 'name'])
      .orderBy('name')
      .orderBy('id')
      .limit(2_000)
      .execute();
    const contact =
      person?.kind === 'contact'
        ? await db.selectFrom('contact').select(['id', 'name']).where('id', '=', person.id).executeTakeFirst()
        : undefined;
    return [
      ...(contact ? [{ kind: 'contact' as const, ...contact }] : []),
      ...agents.map((agent) => ({ kind: 'agent' as const, ...agent })),
    ];
  });
}
