import type { Insertable } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import type { AgentRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, type FieldProblem, invalid } from '#platform/failure.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readAgentFields } from './agent.ts';

/**
 * Adds the first agent of a new account: its owner, an admin who can sign in at once. Only Maru itself calls it, as part
 * of setting an account up. `given` holds name, email and language; the password has been checked and hashed. Gives his
 * id.
 */
export async function createOwner(
  ctx: Context,
  { given, password_hash }: { given: Readonly<Record<string, RawValue>>; password_hash: string },
): Promise<number> {
  if (ctx.caller.kind !== 'system') throw new Failure('forbidden', 'platform.forbidden');
  const { values, problems } = readAgentFields(['name', 'email', 'language'], given, { is_new: true });
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  return inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const owner = {
      ...values,
      account_id: ctx.caller.account_id,
      role: 'admin',
      is_owner: true,
      password_hash,
      password_set_at: now,
      created_at: now,
      updated_at: now,
    };
    const { id } = await ctx.db
      .insertInto('agent')
      .values(owner as Insertable<AgentRow>)
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordChange(ctx, { record: 'agent', record_id: id, act: 'created' });
    return id;
  });
}
