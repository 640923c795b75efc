import type { Changes } from '#features/change-log/change.ts';
import { refuseLeftOut } from '#features/contacts/act-on-contact.ts';
import { type StateColumn, stateColumns } from '#features/contacts/change-states.ts';
import { undoContactUpdate } from '#features/contacts/undo-contact-update.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Right } from '#platform/rights.ts';
import { undoStates } from './undo-states.ts';

/** The acts on a contact's state that can be taken back, with the right that doing them needs. */
export const undoableActs = {
  deleted: 'contacts.delete',
  restored: 'contacts.delete',
  deactivated: 'contacts.deactivate',
  reactivated: 'contacts.deactivate',
  locked: 'contacts.lock',
  unlocked: 'contacts.lock',
  blocked: 'contacts.block',
  unblocked: 'contacts.block',
} as const satisfies Record<string, Right>;

/** Whether an act of the change log is one that `undoContactAct` takes back. */
export function isUndoable(act: string): act is keyof typeof undoableActs {
  return act in undoableActs;
}

/**
 * Takes back one act on a contact, by its id in his change log: deleted, he is back with the portal access he had; what
 * changed his fields, addresses or companies goes back as `undoContactUpdate` says.
 * Fails as conflict where the state has changed since. Needs the right of the act itself.
 */
export async function undoContactAct(
  ctx: Context,
  { contact_id, change_id }: { contact_id: number; change_id: number },
): Promise<void> {
  allow(ctx, 'contacts.view');
  await inTransaction(ctx, async (ctx) => {
    const found = await ctx.db
      .selectFrom('change_log')
      .select(['act', 'changes'])
      .where('record', '=', 'contact')
      .where('record_id', '=', contact_id)
      .where('id', '=', change_id)
      .executeTakeFirst();
    if (!found) throw new Failure('not_found', 'platform.not_found');
    const changes = statesOf((found.changes ?? {}) as Changes);
    if (!isUndoable(found.act)) {
      // A state that was taken back comes again by its own act, with that act's right.
      if (Object.keys(changes).length > 0) throw new Failure('not_found', 'platform.not_found');
      return undoContactUpdate(ctx, { contact_id, change_id });
    }
    allow(ctx, undoableActs[found.act]);
    const [outcome] = await undoStates(ctx, { done: [{ contact_id, changes }] });
    await refuseLeftOut(ctx, outcome!);
  });
}

function statesOf(changes: Changes): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([name]) => (name as StateColumn) in stateColumns));
}
