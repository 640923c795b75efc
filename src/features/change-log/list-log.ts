import { type RawBuilder, sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { actsOfRecords } from './acts-of-records.ts';
import type { ChangedRecord, Changes } from './change.ts';
import type { ListedChange } from './list-changes.ts';
import { readPlace, writePlace } from './list-changes.ts';
import type { LogFilter } from './log-filter.ts';
import { namesOfRecords } from './names-of-records.ts';
import { toldChanges } from './told-changes.ts';

export interface LogEntry extends ListedChange {
  id: number;
  record: ChangedRecord;
  record_id: number;
  /** What the record is called now; null for one that is gone. */
  record_name: string | null;
}

export interface LogPage {
  entries: LogEntry[];
  /** Where the next, older page starts; null on the last one. */
  next: string | null;
}

interface LogRow extends Omit<LogEntry, 'caller' | 'record_name'> {
  caller_kind: ListedChange['caller']['kind'];
  caller_id: number | null;
  caller_name: string | null;
}

const columns = sql`change.id, change.at, caller_kind, caller_id, record, record_id, act, ${toldChanges} as changes, import_id,
  bulk_action_id`;
const newestFirst = sql`order by change.at desc, change.id desc`;

/**
 * The whole account's change log, newest first: what a filter means, `limit` entries older than `after`, which is the
 * `next` of the page before. Creations by import, which have no entries, are not in it. Needs `change_log.view`.
 */
export async function listLog(
  ctx: Context,
  { after, limit = 50, ...filter }: LogFilter & { after?: string; limit?: number },
): Promise<LogPage> {
  allow(ctx, 'change_log.view');
  return inTransaction(ctx, async (ctx) => {
    const conditions = await conditionsOf(ctx, filter, after);
    const found = meaning(filter, conditions, limit + 1);
    const { rows } = await sql<LogRow>`
      select ${columns}, coalesce(agent.name, contact.name) as caller_name
      from (${found}) change
      left join agent on caller_kind = 'agent' and agent.id = caller_id
      left join contact on caller_kind = 'contact' and contact.id = caller_id
      ${newestFirst}`.execute(ctx.db);
    const names = await namesOfRecords(ctx, rows);
    const entries = rows.slice(0, limit).map(({ caller_kind, caller_id, caller_name, ...row }) => ({
      ...row,
      changes: row.changes as Changes | null,
      caller: { kind: caller_kind, id: caller_id, name: caller_name },
      record_name: names.get(`${row.record} ${row.record_id}`) ?? null,
    }));
    return { entries, next: rows.length > limit ? writePlace(entries.at(-1)!) : null };
  });
}

/**
 * The newest entries that meet the conditions. Everything that happened to one kind of record is fetched act by act, each
 * from the end of its own index, however rare it is among millions of others.
 */
function meaning(
  { person, record, record_id, act }: LogFilter,
  conditions: RawBuilder<unknown>[],
  wanted: number,
): RawBuilder<unknown> {
  const all = (more: RawBuilder<unknown>[]) => sql.join([sql`true`, ...conditions, ...more], sql` and `);
  if (!record || record_id !== undefined || person) {
    const more = [
      ...(person ? [sql`caller_kind = ${person.kind} and caller_id = ${person.id}`] : []),
      ...(record ? [sql`record = ${record}`] : []),
      ...(record_id === undefined ? [] : [sql`record_id = ${record_id}`]),
      ...(act ? [sql`act = ${act}`] : []),
    ];
    return sql`select ${columns} from change_log change where ${all(more)} ${newestFirst} limit ${wanted}`;
  }
  const acts = act ? [act] : actsOfRecords[record];
  return sql`
    select ${columns} from unnest(${acts}::text[]) one (wanted_act)
    cross join lateral (
      select * from change_log change where ${all([sql`record = ${record}`, sql`act = wanted_act`])}
      ${newestFirst} limit ${wanted}) change
    ${newestFirst} limit ${wanted}`;
}

async function conditionsOf(
  { db }: Context,
  { from, until }: LogFilter,
  after: string | undefined,
): Promise<RawBuilder<unknown>[]> {
  const place = after === undefined ? null : readPlace(after);
  const { rows } = await sql<{ since: Date | null; before: Date | null }>`
    select ${from ?? null}::date::timestamp at time zone time_zone as since,
      (${until ?? null}::date + 1)::timestamp at time zone time_zone as before
    from account`.execute(db);
  const { since, before } = rows[0]!;
  return [
    ...(since ? [sql`change.at >= ${since}`] : []),
    ...(before ? [sql`change.at < ${before}`] : []),
    ...(place ? [sql`(change.at, change.id) < (${place.at}, ${place.id})`] : []),
  ];
}
