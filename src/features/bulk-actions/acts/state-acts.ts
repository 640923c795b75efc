import { sql } from 'kysely';
import { blockContacts, blocking } from '#features/contacts/block-contacts.ts';
import type { StateChange } from '#features/contacts/change-states.ts';
import type { ContactOutcome, MeantContacts } from '#features/contacts/contact-outcome.ts';
import { unblockContacts, unblocking } from '#features/contacts/unblock-contacts.ts';
import { deactivateContacts, deactivating } from '#features/invitations/deactivate-contacts.ts';
import { deleteContacts, deleting } from '#features/invitations/delete-contacts.ts';
import { reactivateContacts, reactivating } from '#features/invitations/reactivate-contacts.ts';
import { restoreContacts, restoring } from '#features/invitations/restore-contacts.ts';
import { undoStates } from '#features/invitations/undo-states.ts';
import { lockContacts, locking } from '#features/portal-access/lock-contacts.ts';
import { unlockContacts, unlocking } from '#features/portal-access/unlock-contacts.ts';
import type { Context } from '#platform/context.ts';
import type { Right } from '#platform/rights.ts';
import { type BulkAct, readNothing } from './bulk-act.ts';

export const lock = stateAct('contacts.lock', locking, lockContacts, (now) => ({ locked_at: now, locked_until: null }));
export const unlock = stateAct('contacts.lock', unlocking, unlockContacts, () => ({ locked_at: null }));
export const deactivate = stateAct('contacts.deactivate', deactivating, deactivateContacts, (now) => ({
  deactivated_at: now,
}));
export const reactivate = stateAct('contacts.deactivate', reactivating, reactivateContacts, () => ({
  deactivated_at: null,
}));
export const block = stateAct('contacts.block', blocking, blockContacts);
export const unblock = stateAct('contacts.block', unblocking, unblockContacts);
export const deleteMany = stateAct('contacts.delete', deleting, deleteContacts, (now) => ({ deleted_at: now }));
export const restore = stateAct('contacts.delete', restoring, restoreContacts, () => ({
  deleted_at: null,
  portal_access: 'none',
}));

/** An act that a contact's own page has too: done to many by the same lines. */
function stateAct(
  right: Right,
  { reason }: StateChange,
  act: (ctx: Context, meant: MeantContacts) => Promise<ContactOutcome[]>,
  becomes: BulkAct['becomes'] = () => ({}),
): BulkAct {
  return {
    right,
    takes: 'nothing',
    sends_mail: false,
    chunk_size: 2_000,
    readInput: readNothing,
    becomes,
    judge: () => ({ reason: sql.raw(reason), changes: null }),
    run: (ctx, { contact_ids, bulk_action_id }) => act(ctx, { contact_ids, bulk_action_id }),
    undo: (ctx, { done, bulk_action_id }) => undoStates(ctx, { done, bulk_action_id }),
  };
}
