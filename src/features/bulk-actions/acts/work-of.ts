import type { BulkAction } from '#features/bulk-actions/bulk-action.ts';
import type { Changes } from '#features/change-log/change.ts';
import type { Context } from '#platform/context.ts';
import type { FieldValue } from '#platform/fields/field.ts';

import { bulkActOf } from './all-acts.ts';
import type { ActInput, BulkAct, RowOutcome } from './bulk-act.ts';

/** A contact as a bulk action has frozen him; `former` comes with the rows of an undo. */
export interface FrozenRow {
  contact_id: number;
  former: unknown;
}

/** How a bulk action settles a chunk of its contacts, and what its starter needs for it. */
export interface Work {
  right: BulkAct['right'];
  chunk_size: number;
  at_once: number;
  settle(ctx: Context, rows: readonly FrozenRow[]): Promise<RowOutcome[]>;
}

type Named = Pick<BulkAction, 'id' | 'act' | 'input' | 'undoes_bulk_action_id'>;

/** The work of a bulk action: its act, or for an undo the way back of the one that it undoes. Runs in a transaction. */
export async function workOf(ctx: Context, { id, act: name, input, undoes_bulk_action_id }: Named): Promise<Work> {
  if (undoes_bulk_action_id === null) {
    const { right, chunk_size, at_once = 1, run } = known(name);
    const settle: Work['settle'] = (ctx, rows) =>
      run(ctx, { contact_ids: idsOf(rows), input: input as ActInput, bulk_action_id: id });
    return { right, chunk_size, at_once, settle };
  }
  const undone = await ctx.db
    .selectFrom('bulk_action')
    .select(['id', 'act'])
    .where('id', '=', undoes_bulk_action_id)
    .executeTakeFirstOrThrow();
  const { right, chunk_size, at_once = 1, undo } = known(undone.act);
  if (!undo) throw new Error(`${undone.act} can not be undone`);
  const settle: Work['settle'] = async (ctx, rows) => {
    const done = await doneBy(ctx, undone.id, idsOf(rows));
    const contact_ids = done.map(({ contact_id }) => contact_id);
    const former = new Map(
      rows.flatMap(({ contact_id, former }) => (former ? [[contact_id, former as Record<string, FieldValue>]] : [])),
    );
    const outcomes = await undo(ctx, { contact_ids, input: input as ActInput, bulk_action_id: id, done, former });
    // Of whom nothing is written any more, such as somebody who was erased, nothing can go back.
    const known = new Set(contact_ids);
    const others = idsOf(rows).filter((contact_id) => !known.has(contact_id));
    return [...outcomes, ...others.map((contact_id): RowOutcome => ({ contact_id, reason: 'changed_since' }))];
  };
  return { right, chunk_size, at_once, settle };
}

function idsOf(rows: readonly FrozenRow[]): number[] {
  return rows.map(({ contact_id }) => contact_id);
}

function known(name: string): BulkAct {
  const act = bulkActOf(name);
  if (!act) throw new Error(`no such act: ${name}`);
  return act;
}

/** What the change log says that a bulk action did to these contacts. */
async function doneBy({ db }: Context, bulk_action_id: number, contact_ids: readonly number[]) {
  const rows = await db
    .selectFrom('change_log')
    .select(['record_id as contact_id', 'changes'])
    .where('bulk_action_id', '=', bulk_action_id)
    .where('record_id', 'in', [...contact_ids])
    .where('record', '=', 'contact')
    .where('changes', 'is not', null)
    .execute();
  return rows.map(({ contact_id, changes }) => ({ contact_id, changes: changes as Changes }));
}
