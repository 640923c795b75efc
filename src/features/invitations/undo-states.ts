import type { Changes } from '#features/change-log/change.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import { type StateColumn, stateColumns } from '#features/contacts/change-states.ts';
import { type ContactOutcome, changedOf } from '#features/contacts/contact-outcome.ts';
import { lockContactRows } from '#features/contacts/lock-contact-rows.ts';
import { endSessionsOfContacts } from '#features/sessions/end-sessions-of-contacts.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { endPortalAccess } from './end-portal-access.ts';
import { type TellingMore, tellOfAccess } from './tell-of-access.ts';

/** What an act has changed of a contact's state, as the change log tells it. */
export interface DoneChange {
  contact_id: number;
  changes: Changes;
}

/**
 * Takes back what acts have done to the state of contacts, where it is still as they left it (`changed_since` where it is
 * not, or where he was erased or merged). Whoever is deleted, deactivated or locked again loses sessions and links as he did the first time, and
 * whose access is off or on again by it is told so. Part of
 * undoing; asks no permission.
 */
export async function undoStates(
  ctx: Context,
  { done, ...more }: { done: readonly DoneChange[] } & TellingMore,
): Promise<ContactOutcome[]> {
  return inTransaction(ctx, async (ctx) => {
    await lockContactRows(
      ctx,
      done.map(({ contact_id }) => contact_id),
    );
    const outcomes = await judge(ctx, done);
    const undone = new Set(changedOf(outcomes));
    const taken = done.filter(({ contact_id }) => undone.has(contact_id));
    await putBack(ctx, taken);
    await tell(ctx, taken, more);
    await recordChanges(
      ctx,
      taken.map(({ contact_id, changes }) => ({
        record: 'contact',
        record_id: contact_id,
        act: 'undone',
        changes: turned(changes),
        ...(more.bulk_action_id !== undefined && { bulk_action_id: more.bulk_action_id }),
      })),
    );
    return outcomes;
  });
}

const columns = Object.keys(stateColumns) as StateColumn[];

async function judge({ db, caller }: Context, done: readonly DoneChange[]): Promise<ContactOutcome[]> {
  const differs = columns.map(
    (column) =>
      `(d.changes ? '${column}' and c.${column} is distinct from (d.changes -> '${column}' ->> 1)::${stateColumns[column]})`,
  );
  const { rows } = await db.client!.query<ContactOutcome>(
    `select d.contact_id, case when c.id is null then 'gone'
       when c.erased_at is not null or c.merged_into_contact_id is not null then 'changed_since'
       when ${differs.join(' or ')} then 'changed_since' end as reason
     from jsonb_to_recordset($2) as d (contact_id bigint, changes jsonb)
     left join contact c on c.account_id = $1 and c.id = d.contact_id`,
    [caller.account_id, JSON.stringify(done)],
  );
  return rows;
}

async function putBack(ctx: Context, done: readonly DoneChange[]): Promise<void> {
  if (done.length === 0) return;
  const former = columns.map(
    (column) => `${column} = case when d.changes ? '${column}'
      then (d.changes -> '${column}' ->> 0)::${stateColumns[column]} else c.${column} end`,
  );
  const { rows } = await ctx.db.client!.query<{ id: number; is_shut: boolean; is_locked: boolean }>(
    `update contact c set ${former.join(', ')}, updated_at = case when d.changes ? 'deleted_at' then $3 else c.updated_at end
     from jsonb_to_recordset($2) as d (contact_id bigint, changes jsonb)
     where c.account_id = $1 and c.id = d.contact_id
     returning c.id, c.deleted_at is not null or c.deactivated_at is not null as is_shut,
       c.locked_by in ('agent', 'contact_admin') as is_locked`,
    [ctx.caller.account_id, JSON.stringify(done), ctx.clock.now()],
  );
  await endPortalAccess(ctx, { contact_ids: rows.filter(({ is_shut }) => is_shut).map(({ id }) => id) });
  await endSessionsOfContacts(ctx, { contact_ids: rows.filter(({ is_locked }) => is_locked).map(({ id }) => id) });
}

/** Whose access is off again, and whose on. */
async function tell(ctx: Context, done: readonly DoneChange[], more: TellingMore): Promise<void> {
  const ofAccess = done.filter(({ changes }) => changes.deactivated_at);
  const off = ofAccess.filter(({ changes }) => changes.deactivated_at![0] !== null);
  const on = ofAccess.filter(({ changes }) => changes.deactivated_at![0] === null);
  await tellOfAccess(ctx, { contact_ids: off.map(({ contact_id }) => contact_id), became: 'deactivated' }, more);
  await tellOfAccess(ctx, { contact_ids: on.map(({ contact_id }) => contact_id), became: 'reactivated' }, more);
}

function turned(changes: Changes): Changes {
  return Object.fromEntries(Object.entries(changes).map(([field, [before, after]]) => [field, [after, before]]));
}
