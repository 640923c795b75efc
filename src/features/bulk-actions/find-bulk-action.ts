import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { type BulkActName, bulkActOf } from './acts/all-acts.ts';
import type { ActInput } from './acts/bulk-act.ts';
import { type BulkAction, canCancel, isOver, starterGone, type undoName } from './bulk-action.ts';

/** A bulk action as its page shows it. */
export interface FoundBulkAction
  extends Pick<
    BulkAction,
    | 'id'
    | 'undoes_bulk_action_id'
    | 'state'
    | 'start_after'
    | 'total_count'
    | 'done_count'
    | 'skipped_count'
    | 'created_at'
    | 'finished_at'
  > {
  act: BulkActName | typeof undoName;
  /** Of an undo: the act that it takes back. */
  undone_act: BulkActName | null;
  input: ActInput;
  sends_mail: boolean;
  /** Who started it; null for Maru and the command line. */
  agent_name: string | null;
  cancelled_by: string | null;
  /** Stopped because its starter was deactivated or lost the right. */
  is_starter_gone: boolean;
  /** Its mails: not gone out yet, with the mail server, given up. */
  waiting_mail_count: number;
  sent_mail_count: number;
  failed_mail_count: number;
  can_cancel: boolean;
  can_undo: boolean;
  /** The bulk action that takes it back or has done so. */
  undone_by_id: number | null;
  /** False: its mails wait in the outbox. */
  is_mail_to_customers_on: boolean;
}

/** How far a bulk action and its mails have come. Needs `contacts.bulk`. */
export async function findBulkAction(ctx: Context, { id }: { id: number }): Promise<FoundBulkAction> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async (ctx) => {
    const found = await ctx.db
      .selectFrom('bulk_action')
      .innerJoin('account', 'account.id', 'bulk_action.account_id')
      .leftJoin('agent', (join) =>
        join.onRef('agent.account_id', '=', 'bulk_action.account_id').onRef('agent.id', '=', 'bulk_action.agent_id'),
      )
      .leftJoin('agent as canceller', (join) =>
        join
          .onRef('canceller.account_id', '=', 'bulk_action.account_id')
          .onRef('canceller.id', '=', 'bulk_action.cancelled_by_agent_id'),
      )
      .leftJoin('bulk_action as undone', (join) =>
        join
          .onRef('undone.account_id', '=', 'bulk_action.account_id')
          .onRef('undone.id', '=', 'bulk_action.undoes_bulk_action_id'),
      )
      .leftJoin('bulk_action as undo', (join) =>
        join
          .onRef('undo.account_id', '=', 'bulk_action.account_id')
          .onRef('undo.undoes_bulk_action_id', '=', 'bulk_action.id')
          .on('undo.state', 'in', ['waiting', 'running', 'done']),
      )
      .select(['bulk_action.act', 'bulk_action.input', 'bulk_action.undoes_bulk_action_id'])
      .select(['undone.act as undone_act', 'undo.id as undone_by_id'])
      .select(['bulk_action.id', 'bulk_action.state', 'bulk_action.last_error', 'bulk_action.start_after'])
      .select(['bulk_action.total_count', 'bulk_action.done_count', 'bulk_action.skipped_count'])
      .select([
        'bulk_action.created_at',
        'bulk_action.finished_at',
        'agent.name as agent_name',
        'canceller.name as cancelled_by',
      ])
      .select('account.is_mail_to_customers_on')
      .where('bulk_action.id', '=', id)
      .executeTakeFirst();
    if (!found) throw new Failure('not_found', 'platform.not_found');
    const mails = await countMails(ctx, id);
    const { last_error, act, undone_act, input, ...shown } = found;
    const known = bulkActOf(act);
    return {
      ...shown,
      ...mails,
      act: act as FoundBulkAction['act'],
      undone_act: undone_act as FoundBulkAction['undone_act'],
      input: input as ActInput,
      sends_mail: known?.sends_mail ?? false,
      is_starter_gone: last_error === starterGone,
      can_cancel: canCancel({ ...found, ...mails }),
      can_undo: known?.undo !== undefined && isOver(found) && found.done_count > 0 && found.undone_by_id === null,
    };
  });
}

async function countMails({ db }: Context, bulk_action_id: number) {
  const rows = await db
    .selectFrom('mail_message')
    .select((row) => ['state', row.fn.countAll<number>().as('count')])
    .where('bulk_action_id', '=', bulk_action_id)
    .groupBy('state')
    .execute();
  const count = (...states: string[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, row) => sum + row.count, 0);
  return {
    waiting_mail_count: count('waiting', 'sending'),
    sent_mail_count: count('sent'),
    failed_mail_count: count('failed', 'bounced'),
  };
}
