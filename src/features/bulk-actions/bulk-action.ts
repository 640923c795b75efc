import type { Selectable } from 'kysely';
import type { ContactMatch } from '#features/contacts/filter/contact-filter.ts';
import type { BulkActionRow } from '#platform/database/tables.generated.ts';

/** One act on many contacts: state, progress and, in `bulk_action_row`, whom it means and what became of each. */
export type BulkAction = Selectable<BulkActionRow>;

/** Whom a bulk action means, before that is frozen. */
export type Selection =
  /** These, deleted ones and ones who can't be invited included: each gets a result. */
  | { ids: readonly number[] }
  /** All that a list shows, on all its pages. */
  | { filter: ContactMatch }
  /** All that an import has added. */
  | { created_by_import_id: number };

/** Mail to more than one person can be called back so long, in milliseconds. */
export const waitMs = 2 * 60_000;

/** Links whose mails were cancelled and that are taken back in one transaction. */
export const takenBackAtOnce = 1_000;

/** How long a worker may be silent before another one goes on, in milliseconds; every chunk renews it. */
export const leaseMs = 15_000;

/** Begun so often without an end, it has failed. */
export const mostTries = 20;

/** The jobs of this feature, by their names in `src/jobs.ts`. */
export const runJob = 'bulk_actions.run';
export const takeBackJob = 'bulk_actions.take_back';

/** What a bulk action is called that takes another one back. */
export const undoName = 'undo';

/** Whether nothing more is done to any contact. */
export function isOver({ state }: Pick<BulkAction, 'state'>): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed';
}

/** Whether there is anything left to call back: rows that nobody has come to, or mails that have not gone out. */
export function canCancel({ state, waiting_mail_count }: { state: BulkAction['state']; waiting_mail_count: number }) {
  return state === 'waiting' || state === 'running' || (state !== 'cancelled' && waiting_mail_count > 0);
}

/** Why a bulk action stopped whose starter may not do it any more. */
export const starterGone = 'bulk_actions.starter_gone';
