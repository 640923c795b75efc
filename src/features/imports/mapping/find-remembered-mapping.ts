import type { Selectable } from 'kysely';
import { refOf, rulesOf } from '#features/imports/engine/plan-import.ts';
import type { ColumnChoice, ImportedRecord } from '#features/imports/import.ts';
import type { Context } from '#platform/context.ts';
import type { RememberedMappingRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Field } from '#platform/fields/field.ts';
import { fieldOfRef } from './field-parts.ts';
import { keyOfHeaders, nameColumns } from './name-columns.ts';

export interface RememberedMapping
  extends Pick<
    Selectable<RememberedMappingRow>,
    'can_match_by_phone' | 'can_create_companies' | 'file_name' | 'used_at'
  > {
  /** By the places of the columns in this file. Columns whose field is gone meanwhile are absent: they are guessed anew. */
  settled: Map<number, ColumnChoice>;
}

/** What a column was meant for, by what tells it apart; see `nameColumns`. */
export type RememberedColumn = ColumnChoice & { name: string };

/** What the account's latest run made of a file with the same headers; null where there was none. */
export async function findRememberedMapping(
  ctx: Context,
  record: ImportedRecord,
  headers: readonly string[],
  fields: readonly Field[],
): Promise<RememberedMapping | null> {
  const row = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('remembered_mapping')
      .select(['columns', 'can_match_by_phone', 'can_create_companies', 'file_name', 'used_at'])
      .where('record', '=', record)
      .where('headers_key', '=', keyOfHeaders(headers))
      .executeTakeFirst(),
  );
  if (!row) return null;
  const { columns, ...rest } = row;
  const byName = new Map((columns as unknown as RememberedColumn[]).map(({ name, ...choice }) => [name, choice]));
  const byRef = new Map(fields.map((field) => [refOf(field), field]));
  const settled = new Map<number, ColumnChoice>();
  for (const [position, name] of nameColumns(headers).entries()) {
    const choice = byName.get(name);
    if (choice && isStillPossible(choice, byRef)) settled.set(position, choice);
  }
  return { ...rest, settled };
}

function isStillPossible({ field: ref, rule }: ColumnChoice, byRef: ReadonlyMap<string, Field>): boolean {
  const field = ref === null ? undefined : fieldOfRef(ref, byRef);
  return ref === null || (field !== undefined && rulesOf(field).includes(rule));
}
