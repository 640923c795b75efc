import type { BulkActName } from '#features/bulk-actions/acts/all-acts.ts';
import type { GivenInput } from '#features/bulk-actions/acts/bulk-act.ts';
import { findBulkAction } from '#features/bulk-actions/find-bulk-action.ts';
import { listBulkActionRows } from '#features/bulk-actions/list-bulk-action-rows.ts';
import { previewBulkAction } from '#features/bulk-actions/preview-bulk-action.ts';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { undoBulkAction } from '#features/bulk-actions/undo-bulk-action.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import type { TestDirectory } from './start-directory.ts';

/** Acts on many contacts as tests ask for them, done at once; `results` has the reason or `done` of each contact. */
export function bulkActsIn(directory: () => TestDirectory) {
  let made = 0;
  const add = async (given: Parameters<typeof createContact>[1] = {}) => {
    const named = { name: `Ruth ${++made}`, email: `ruth${made}@x.example` };
    return (await createContact(directory().agent, { ...named, ...given })).id;
  };
  const contact = (id: number) => findContact(directory().agent, { id });
  const outcomes = async (id: number) => {
    const { supervisor } = directory();
    const { rows } = await listBulkActionRows(supervisor, { id });
    const results = rows.map(({ outcome, reason }) => reason ?? outcome);
    return { id, found: await findBulkAction(supervisor, { id }), results };
  };
  const done = async (act: BulkActName, ids: readonly number[], given: GivenInput = {}) => {
    const { id } = await startBulkAction(directory().supervisor, { act, selection: { ids }, given });
    await directory().worker.runDue();
    return outcomes(id);
  };
  const undone = async (id: number) => {
    const undo = await undoBulkAction(directory().supervisor, { id });
    await directory().worker.runDue();
    return outcomes(undo.id);
  };
  const preview = (act: BulkActName, ids: readonly number[], given: GivenInput = {}) =>
    previewBulkAction(directory().supervisor, { act, selection: { ids }, given });
  return { add, contact, outcomes, done, undone, preview };
}
