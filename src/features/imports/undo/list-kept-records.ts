import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { FieldValue } from '#platform/fields/field.ts';

/** Why a contact or company that an import created stays. */
export const keepReasons = ['activated', 'edited', 'has_members', 'has_children'] as const;
export type KeepReason = (typeof keepReasons)[number];

/** Why a field that it changed stays. */
export const keptStates = ['changed', 'taken', 'company_gone', 'circle'] as const;
export type KeptState = (typeof keptStates)[number];

/** Something that stays although its import is undone. */
export interface KeptRecord {
  record: 'contact' | 'company';
  record_id: number;
  /** Null for one that has gone since. */
  name: string | null;
  row_number: number | null;
  /** Of one that the import created. */
  reason: KeepReason | null;
  /** Of one that it changed: what it wrote and what was there before, by field. */
  fields: Record<string, { state: KeptState | 'back'; before: FieldValue; after: FieldValue }> | null;
}

export interface KeptRecords {
  records: KeptRecord[];
  /** What to ask for next as `after`; null on the last page. */
  next: string | null;
}

const pageSize = 50;

/** What stayed when an import was undone, in the order of the file and companies last, fifty a page. */
export async function listKeptRecords(
  ctx: Context,
  { id, after }: { id: number; after?: string | undefined },
): Promise<KeptRecords> {
  allow(ctx, 'imports.run');
  const [record, row, behind] = /^(contact|company)-(\d{1,9})-(\d{1,15})$/.exec(after ?? '')?.slice(1) ?? [];
  const place = record
    ? sql`(k.record = ${record} and (coalesce(k.row_number, 0), k.record_id) > (${Number(row)}, ${Number(behind)})
        or k.record < ${record})`
    : sql`true`;
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<KeptRecord>`
      select k.record, k.record_id, coalesce(c.name, o.name) as name, k.row_number, k.reason, k.fields
      from import_undo_record k
      left join contact c on k.record = 'contact' and c.id = k.record_id
      left join company o on k.record = 'company' and o.id = k.record_id
      where k.import_id = ${id} and k.outcome = 'kept' and ${place}
      order by k.record desc, coalesce(k.row_number, 0), k.record_id limit ${pageSize + 1}`.execute(db),
  );
  const records = rows.slice(0, pageSize);
  const last = records.at(-1);
  const next = rows.length > pageSize && last ? `${last.record}-${last.row_number ?? 0}-${last.record_id}` : null;
  return { records, next };
}
