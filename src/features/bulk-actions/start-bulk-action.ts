import { type RawBuilder, sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import { type BulkActName, bulkActs } from './acts/all-acts.ts';
import type { ActInput, GivenInput } from './acts/bulk-act.ts';
import { runJob, type Selection, waitMs } from './bulk-action.ts';
import { selectedContacts } from './selected-contacts.ts';

export interface StartedBulkAction {
  id: number;
  total_count: number;
  /** Until then it can be cancelled as if it had never been. */
  start_after: Date;
}

/**
 * Starts an act on many contacts. Whom it means is frozen now, by one statement; a worker begins at once, or where it mails
 * more than one person after two minutes in which it can be cancelled. Fails as invalid where it means nobody or is given
 * what the act can't take, as not_found where one of the ids is nobody's, and as conflict where more contacts match by now than
 * the `seen_count` that was looked at. Needs `contacts.bulk` and the act's own right.
 */
export async function startBulkAction(
  ctx: Context,
  {
    act,
    selection,
    given = {},
    seen_count,
  }: { act: BulkActName; selection: Selection; given?: GivenInput; seen_count?: number | undefined },
): Promise<StartedBulkAction> {
  allow(ctx, 'contacts.bulk');
  allow(ctx, bulkActs[act].right);
  return inTransaction(ctx, async (ctx) => {
    const input = await bulkActs[act].readInput(ctx, given);
    const started = await insertBulkAction(ctx, {
      act,
      input,
      waits: bulkActs[act].sends_mail,
      contacts: sql`select id, null::jsonb as former from (${await selectedContacts(ctx, selection)}) as selected`,
    });
    if ('ids' in selection && started.total_count < new Set(selection.ids).size) {
      throw new Failure('not_found', 'bulk_actions.unknown_contact');
    }
    const count = started.total_count;
    if (seen_count !== undefined && count > seen_count) {
      throw new Failure('conflict', 'bulk_actions.more_than_seen', { values: { count, seen: seen_count } });
    }
    return started;
  });
}

interface NewBulkAction {
  act: string;
  input: ActInput;
  /** True where it can be called back for two minutes, if it means more than one contact. */
  waits: boolean;
  undoes_bulk_action_id?: number;
  /** Whom it means: a query of `id` and `former`. */
  contacts: RawBuilder<unknown>;
}

/** Writes a bulk action down with whom it means, and lets a worker know. Part of starting one; asks no permission. */
export async function insertBulkAction(
  ctx: Context,
  { waits, contacts, input, ...named }: NewBulkAction,
): Promise<StartedBulkAction> {
  const { db, caller, clock } = ctx;
  const now = clock.now();
  const { id } = await db
    .insertInto('bulk_action')
    .values({
      account_id: caller.account_id,
      ...named,
      input: JSON.stringify(input),
      agent_id: caller.kind === 'agent' ? caller.agent_id : null,
      start_after: now,
      total_count: 0,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const total_count = await freeze(ctx, id, contacts);
  if (total_count === 0) throw new Failure('invalid', 'bulk_actions.nobody');
  const start_after = waits && total_count > 1 ? new Date(now.getTime() + waitMs) : now;
  await db.updateTable('bulk_action').set({ total_count, start_after }).where('id', '=', id).execute();
  await enqueue(ctx, runJob, { bulk_action_id: id }, { after: start_after });
  return { id, total_count, start_after };
}

/** Writes down whom it means, in the order of their ids; gives how many. */
async function freeze(ctx: Context, id: number, contacts: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into bulk_action_row (account_id, bulk_action_id, position, contact_id, former)
    select ${ctx.caller.account_id}, ${id}, row_number() over (order by chosen.id), chosen.id, chosen.former
    from (${contacts}) as chosen`.execute(ctx.db);
  return Number(numAffectedRows ?? 0n);
}
