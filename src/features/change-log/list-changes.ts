import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Right } from '#platform/rights.ts';
import { type ActKind, actsOf } from './act-kinds.ts';
import type { ChangedRecord, Changes } from './change.ts';
import { toldChanges } from './told-changes.ts';

export interface ListedChange {
  /** Absent for a creation by import, which is told from the record itself. */
  id?: number;
  record_id: number;
  at: Date;
  /** `name` is null for Maru itself, for strangers and for somebody who is gone. */
  caller: { kind: 'agent' | 'contact' | 'system' | 'stranger'; id: number | null; name: string | null };
  /** A key under `change_log.acts.<record>`. */
  act: string;
  changes: Changes | null;
  /** A contact's companies before and after as an undo knows them, where the act has noted them. */
  company_keys?: Changes[string] | null;
  import_id: number | null;
  bulk_action_id: number | null;
}

export interface ListedChanges {
  changes: ListedChange[];
  /** Where the next, older page starts; null on the last one. */
  next: string | null;
}

/** Which right shows the change log of a record; without one it is an admin's. */
export const viewRights: Partial<Record<ChangedRecord, Right>> = {
  contact: 'contacts.view',
  company: 'companies.view',
};

/**
 * What happened to a record, newest first: `limit` changes older than `after`, which is the `next` of the page before; of one kind of
 * acts where that is asked, and with those of the records that were merged into it (`merged_ids`). A
 * contact or company that an import created has no entry of its own for that (a million would be written); it comes last.
 */
export async function listChanges(
  ctx: Context,
  input: {
    record: ChangedRecord;
    record_id: number;
    merged_ids?: readonly number[];
    after?: string;
    limit?: number;
    kind?: ActKind | null;
  },
): Promise<ListedChanges> {
  allow(ctx, viewRights[input.record] ?? 'settings.edit');
  const { record, record_id, limit = 50 } = input;
  return inTransaction(ctx, async (ctx) => {
    let query = ctx.db
      .selectFrom('change_log as change')
      .leftJoin('agent', (join) =>
        join.onRef('agent.id', '=', 'change.caller_id').on('change.caller_kind', '=', 'agent'),
      )
      .leftJoin('contact', (join) =>
        join.onRef('contact.id', '=', 'change.caller_id').on('change.caller_kind', '=', 'contact'),
      )
      .select([
        'change.id',
        'change.record_id',
        'change.at',
        'caller_kind',
        'caller_id',
        'act',
        'import_id',
        'bulk_action_id',
      ])
      .select(({ fn }) => [fn.coalesce('agent.name', 'contact.name').as('caller_name'), toldChanges.as('changes')])
      .select(sql<Changes[string] | null>`changes -> 'companies.keys'`.as('company_keys'))
      .where('record', '=', record)
      .where('record_id', 'in', [record_id, ...(input.merged_ids ?? [])]);
    // Where the two are told as one, what the other one's log says of it is said already.
    if (input.merged_ids?.length) query = query.where('act', '<>', 'merged_away');
    if (input.kind) {
      const acts = actsOf(input.kind);
      query = 'only' in acts ? query.where('act', 'in', acts.only) : query.where('act', 'not in', acts.not);
    }
    const after = input.after === undefined ? null : readPlace(input.after);
    if (after) query = query.where(sql<boolean>`(change.at, change.id) < (${after.at}, ${after.id})`);
    const rows = await query
      .orderBy('change.at', 'desc')
      .orderBy('change.id', 'desc')
      .limit(limit + 1)
      .execute();
    const changes = rows.slice(0, limit).map(({ caller_kind, caller_id, caller_name, changes, ...row }) => ({
      ...row,
      caller: { kind: caller_kind, id: caller_id, name: caller_name },
      changes: changes as Changes | null,
    }));
    if (rows.length > limit) return { changes, next: writePlace(changes.at(-1)!) };
    const hasCreation = input.kind == null || input.kind === 'changes';
    return {
      changes: [...changes, ...(hasCreation ? await creationByImport(ctx, record, record_id) : [])],
      next: null,
    };
  });
}

async function creationByImport(ctx: Context, record: ChangedRecord, record_id: number): Promise<ListedChange[]> {
  if (record !== 'contact' && record !== 'company') return [];
  const created = await ctx.db
    .selectFrom(record)
    .select(['created_at', 'created_by_import_id'])
    .where('id', '=', record_id)
    .where('created_by_import_id', 'is not', null)
    .executeTakeFirst();
  if (!created) return [];
  const caller = { kind: 'system', id: null, name: null } as const;
  const { created_at: at, created_by_import_id: import_id } = created;
  return [{ record_id, at, caller, act: 'imported', changes: null, import_id, bulk_action_id: null }];
}

/** Where a page ends, for the address of the next. */
export function writePlace({ at, id }: ListedChange): string {
  return `${at.getTime()}-${id}`;
}

/** A place that nobody wrote starts from the newest. */
export function readPlace(text: string): { at: Date; id: number } | null {
  const parts = /^(\d{1,15})-(\d{1,15})$/.exec(text);
  return parts ? { at: new Date(Number(parts[1])), id: Number(parts[2]) } : null;
}
