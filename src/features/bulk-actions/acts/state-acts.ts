import { sql } from 'kysely';
import { waitMs } from '#features/bulk-actions/bulk-action.ts';
import { blockContacts, blocking } from '#features/contacts/block-contacts.ts';
import type { StateChange } from '#features/contacts/change-states.ts';
import type { ContactOutcome, MeantContacts } from '#features/contacts/contact-outcome.ts';
import { unblockContacts, unblocking } from '#features/contacts/unblock-contacts.ts';
import { deactivateContacts, deactivating } from '#features/invitations/deactivate-contacts.ts';
import { deleteContacts, deleting } from '#features/invitations/delete-contacts.ts';
import { previewAccessMail } from '#features/invitations/preview-access-mail.ts';
import { reactivateContacts, reactivating } from '#features/invitations/reactivate-contacts.ts';
import { restoreContacts, restoring } from '#features/invitations/restore-contacts.ts';
import { isToldSql, type TellingMore } from '#features/invitations/tell-of-access.ts';
import { undoStates } from '#features/invitations/undo-states.ts';
import { lockContacts, locking } from '#features/portal-access/lock-contacts.ts';
import { unlockContacts, unlocking } from '#features/portal-access/unlock-contacts.ts';
import type { Context } from '#platform/context.ts';
import type { Right } from '#platform/rights.ts';
import { type BulkAct, readNothing } from './bulk-act.ts';

export const lock = stateAct('contacts.lock', locking, lockContacts, {
  becomes: (now) => ({ locked_at: now, locked_until: null }),
});
export const unlock = stateAct('contacts.lock', unlocking, unlockContacts, { becomes: () => ({ locked_at: null }) });
export const deactivate = stateAct('contacts.deactivate', deactivating, deactivateContacts, {
  becomes: (now) => ({ deactivated_at: now }),
  mails: tellingThat('deactivated'),
});
export const reactivate = stateAct('contacts.deactivate', reactivating, reactivateContacts, {
  becomes: () => ({ deactivated_at: null }),
  mails: tellingThat('reactivated'),
});
export const block = stateAct('contacts.block', blocking, blockContacts);
export const unblock = stateAct('contacts.block', unblocking, unblockContacts);
export const deleteMany = stateAct('contacts.delete', deleting, deleteContacts, {
  becomes: (now) => ({ deleted_at: now }),
});
export const restore = stateAct('contacts.delete', restoring, restoreContacts, {
  becomes: () => ({ deleted_at: null, portal_access: 'none' }),
});

/** An act that a contact's own page has too: done to many by the same lines, but that its mails can be called back. */
function stateAct(
  right: Right,
  { reason }: StateChange,
  act: (ctx: Context, meant: MeantContacts & TellingMore) => Promise<ContactOutcome[]>,
  more: Pick<BulkAct, 'becomes' | 'mails'> = {},
): BulkAct {
  return {
    right,
    takes: 'nothing',
    sends_mail: false,
    chunk_size: 2_000,
    readInput: readNothing,
    becomes: () => ({}),
    ...more,
    judge: () => ({ reason: sql.raw(reason), changes: null }),
    run: (ctx, { contact_ids, bulk_action_id }) =>
      act(ctx, { contact_ids, bulk_action_id, mail_after: callableUntil(ctx) }),
    undo: (ctx, { done, bulk_action_id }) => undoStates(ctx, { done, bulk_action_id, mail_after: callableUntil(ctx) }),
  };
}

function tellingThat(became: 'deactivated' | 'reactivated'): NonNullable<BulkAct['mails']> {
  return { reaches: isToldSql, example: (ctx, { contact_id }) => previewAccessMail(ctx, { contact_id, became }) };
}

function callableUntil({ clock }: Context): Date {
  return new Date(clock.now().getTime() + waitMs);
}
