import { countPacedMail } from '#features/outbox/pace/count-paced-mail.ts';
import { forecastMail, type Pace } from '#features/outbox/pace/forecast-mail.ts';
import { isSendingHour } from '#features/outbox/pace/sending-hours.ts';
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
    | 'mail_paused_at'
  > {
  act: BulkActName | typeof undoName;
  /** Of an undo: the act that it takes back. */
  undone_act: BulkActName | null;
  input: ActInput;
  sends_mail: boolean;
  /** Whether any mail goes out by it: of one that `sends_mail`, or of one that tells those it has changed. */
  has_mail: boolean;
  /** Who started it; null for Maru and the command line. */
  agent_name: string | null;
  cancelled_by: string | null;
  /** Stopped because its starter was deactivated or lost the right. */
  is_starter_gone: boolean;
  /** Its mails: not gone out yet, with the mail server, given up. */
  waiting_mail_count: number;
  sent_mail_count: number;
  failed_mail_count: number;
  /** When the last of its mails will have gone out; null where none waits, none goes out or nobody can say. */
  finishes_at: Date | null;
  /** Its mails wait for the account's sending hours. */
  is_out_of_hours: boolean;
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
      .select(['account.is_mail_to_customers_on', 'bulk_action.mail_paused_at'])
      .select(['time_zone', 'bulk_mail_from_hour', 'bulk_mail_until_hour', 'mail_per_hour'])
      .where('bulk_action.id', '=', id)
      .executeTakeFirst();
    if (!found) throw new Failure('not_found', 'platform.not_found');
    const mails = await countMails(ctx, id);
    const { last_error, act, undone_act, input, ...rest } = found;
    const { time_zone, bulk_mail_from_hour, bulk_mail_until_hour, mail_per_hour, ...shown } = rest;
    const known = bulkActOf(act);
    const pace = { time_zone, bulk_mail_from_hour, bulk_mail_until_hour, mail_per_hour };
    return {
      ...shown,
      ...mails,
      finishes_at: known?.sends_mail
        ? await forecast(ctx, found, { pace, waiting_count: mails.waiting_mail_count })
        : null,
      is_out_of_hours: !isSendingHour(pace, ctx.clock.now()),
      act: act as FoundBulkAction['act'],
      undone_act: undone_act as FoundBulkAction['undone_act'],
      input: input as ActInput,
      sends_mail: known?.sends_mail ?? false,
      has_mail: known?.sends_mail === true || (known ?? bulkActOf(undone_act ?? undefined))?.mails !== undefined,
      is_starter_gone: last_error === starterGone,
      can_cancel: canCancel({ ...found, ...mails }),
      can_undo: known?.undo !== undefined && isOver(found) && found.done_count > 0 && found.undone_by_id === null,
    };
  });
}

type Sending = Pick<
  FoundBulkAction,
  'id' | 'state' | 'start_after' | 'total_count' | 'done_count' | 'skipped_count' | 'mail_paused_at'
> & { is_mail_to_customers_on: boolean };

/** Before its own mails others may wait, and those it has not come to yet will. */
async function forecast(
  ctx: Context,
  { id, state, start_after, mail_paused_at, is_mail_to_customers_on, ...counts }: Sending,
  { pace, waiting_count }: { pace: Pace; waiting_count: number },
): Promise<Date | null> {
  if (!ctx.sends_mail || !is_mail_to_customers_on || mail_paused_at) return null;
  const isOpen = state === 'waiting' || state === 'running';
  const to_come = isOpen ? counts.total_count - counts.done_count - counts.skipped_count : 0;
  if (to_come + waiting_count === 0) return null;
  const now = ctx.clock.now();
  const ahead = await countPacedMail(ctx, waiting_count > 0 ? { bulk_action_id: id } : {});
  return forecastMail(pace, start_after > now ? start_after : now, ahead + to_come);
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
