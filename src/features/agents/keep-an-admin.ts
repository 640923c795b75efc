import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Refuses the running transaction's change where it leaves the account without an admin who can sign in. Call it before
 * the change with the agent it is about: the admins' rows stay locked until the transaction ends, so that of two changes
 * at once the second one sees the first (F04).
 */
export async function keepAnAdmin({ db }: Context, { but }: { but: number }): Promise<void> {
  const admins = await db
    .selectFrom('agent')
    .select('id')
    .where('role', '=', 'admin')
    .where('deactivated_at', 'is', null)
    .where('password_set_at', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const isAdmin = admins.some(({ id }) => id === but);
  if (isAdmin && admins.length === 1) throw new Failure('conflict', 'agents.last_admin');
}
