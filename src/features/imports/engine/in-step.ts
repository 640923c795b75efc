import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Failures that say only that somebody else was at the same records: a new address, a company, a contact. */
const passing = new Set(['23505', '23503', '40001', '40P01']);
/** Somebody who changes the same people one by one may get in the way of a step as often as he changes one. */
const triesCount = 20;

/**
 * Does one step of an import or of its undo in a transaction of its own, anew where others were at the same records
 * meanwhile. `place` says in the log which step that was.
 */
export async function inStep<R>(
  ctx: Context,
  place: Record<string, string | number>,
  step: (ctx: Context) => Promise<R>,
): Promise<R> {
  for (let tries = 1; ; tries++) {
    try {
      return await inTransaction(ctx, step);
    } catch (error) {
      if (tries >= triesCount || !passing.has((error as { code?: string }).code ?? '')) throw error;
      ctx.log.info({ ...place, tries }, 'records changed meanwhile; once more');
    }
  }
}
