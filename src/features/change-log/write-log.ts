import { recordAccess } from '#features/access-records/record-access.ts';
import { allow, type Context } from '#platform/context.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { type WrittenCell, writeCsv } from '#platform/tables/write-csv.ts';
import type { Changes } from './change.ts';
import { type LogEntry, listLog } from './list-log.ts';
import type { LogFilter } from './log-filter.ts';
import { recordChange } from './record-change.ts';

const pageSize = 1_000;
const columns = [
  'id',
  'at',
  'person_kind',
  'person_id',
  'person',
  'record',
  'record_id',
  'record_name',
  'act',
  'field',
  'before',
  'after',
  'import_id',
  'bulk_action_id',
] as const;

/**
 * What a filter means of the change log, as a CSV that is read page by page while it is sent: one line for each field that
 * an entry has changed, one for an entry without. That it was taken out is in the log too, from before it begins. Needs
 * `change_log.view`.
 */
export async function writeLog(ctx: Context, filter: LogFilter): Promise<AsyncIterable<Uint8Array>> {
  allow(ctx, 'change_log.view');
  const { account_id } = ctx.caller;
  const { next: place, entries } = await listLog(ctx, { ...filter, limit: pageSize });
  await recordChange(ctx, { record: 'account', record_id: account_id, act: 'change_log_exported' });
  await recordAccess(ctx, { kind: 'change_log_exported', details: { columns } });
  return writeCsv(lines(ctx, filter, { entries, next: place }));
}

async function* lines(
  ctx: Context,
  filter: LogFilter,
  first: { entries: LogEntry[]; next: string | null },
): AsyncGenerator<WrittenCell[][]> {
  yield [[...columns]];
  for (let page = first; ; ) {
    yield page.entries.flatMap(linesOf);
    if (page.next === null) return;
    page = await listLog(ctx, { ...filter, after: page.next, limit: pageSize });
  }
}

function linesOf({
  id,
  at,
  caller,
  record,
  record_id,
  record_name,
  act,
  changes,
  ...entry
}: LogEntry): WrittenCell[][] {
  const who = [caller.kind, caller.id ?? '', caller.name ?? ''];
  const what = [record, record_id, record_name ?? '', act];
  const within = [entry.import_id ?? '', entry.bulk_action_id ?? ''];
  const changed = Object.entries(changes ?? ({} as Changes));
  const fields = changed.length > 0 ? changed.map(([name, pair]) => [name, ...pair.map(textOf)]) : [['', '', '']];
  return fields.map((field) => [id, at.toISOString(), ...who, ...what, ...field, ...within]);
}

function textOf(value: FieldValue): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
