import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type BoardState, boardStates, isInState } from './board-state.ts';

/** How many, exactly or at least. */
export interface BoardCount {
  count: number;
  isExact: boolean;
}

/** Counting further would take as long again for every so many. */
const mostCounted = 10_000;

/**
 * How many contacts' newest links are in each state, each exact up to 10,000. Of one sending where `bulk_action_id` is
 * given. Needs `contacts.view`.
 */
export async function countInvitations(
  ctx: Context,
  { bulk_action_id }: { bulk_action_id?: number } = {},
): Promise<Record<BoardState, BoardCount>> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async ({ db, caller, clock }) => {
    const ofSending = bulk_action_id ? sql`and invitation.bulk_action_id = ${bulk_action_id}` : sql``;
    const each = boardStates.map(
      (state) => sql`
        select ${sql.lit(state)} as state, count(*) as count from (
          select from invitation
          join contact c on c.account_id = invitation.account_id and c.id = invitation.contact_id and c.deleted_at is null
          where invitation.account_id = ${caller.account_id} and invitation.replaced_at is null
            and ${isInState(state, clock.now())} ${ofSending}
          limit ${sql.lit(mostCounted + 1)}) as counted`,
    );
    const { rows } = await sql<{ state: BoardState; count: number }>`${sql.join(each, sql` union all `)}`.execute(db);
    return Object.fromEntries(
      rows.map(({ state, count }) => [state, { count: Math.min(count, mostCounted), isExact: count <= mostCounted }]),
    ) as Record<BoardState, BoardCount>;
  });
}
