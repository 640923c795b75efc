import { type RawBuilder, sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { AccessFilter } from './access-filter.ts';
import { type AccessDetails, type AccessKind, accessKinds } from './access-record.ts';

export interface ListedAccess {
  id: number;
  at: Date;
  kind: AccessKind;
  agent_id: number | null;
  /** What the agent is called now; null for the command line. */
  agent_name: string | null;
  contact_id: number | null;
  /** What the contact is called now; null for none, and for one who is gone. */
  contact_name: string | null;
  ip: string | null;
  details: AccessDetails | null;
}

export interface AccessPage {
  records: ListedAccess[];
  /** Where the next, older page starts; null on the last one. */
  next: string | null;
}

const columns = sql`at, id, kind, agent_id, contact_id, ip, details`;
const newestFirst = sql`order by at desc, id desc`;

/**
 * Who looked at what, newest first: what a filter means, `limit` records older than `after`, which is the `next` of the page
 * before. Needs `access_records.view`.
 */
export async function listAccessRecords(
  ctx: Context,
  { after, limit = 50, ...filter }: AccessFilter & { after?: string; limit?: number },
): Promise<AccessPage> {
  allow(ctx, 'access_records.view');
  return inTransaction(ctx, async (ctx) => {
    const conditions = await conditionsOf(ctx, filter, after);
    const { rows } = await sql<ListedAccess>`
      select record.*, agent.name as agent_name, contact.name as contact_name
      from (${meaning(filter, conditions, limit + 1)}) record
      left join agent on agent.id = agent_id
      left join contact on contact.id = contact_id
      ${newestFirst}`.execute(ctx.db);
    const records = rows.slice(0, limit);
    return { records, next: rows.length > limit ? writePlace(records.at(-1)!) : null };
  });
}

/**
 * The newest records that meet the conditions. Those of one agent are fetched kind by kind, each from the end of its own
 * stretch of the index, however rare it is among a million others.
 */
function meaning(
  { agent_id, contact_id, kind }: AccessFilter,
  conditions: RawBuilder<unknown>[],
  wanted: number,
): RawBuilder<unknown> {
  const all = (more: RawBuilder<unknown>[]) => sql.join([sql`true`, ...conditions, ...more], sql` and `);
  const ofAgent = agent_id === undefined ? [] : [sql`agent_id = ${agent_id}`];
  if (agent_id !== undefined && contact_id === undefined) {
    return sql`
      select ${columns} from unnest(${kind ? [kind] : accessKinds}::text[]) one (wanted_kind)
      cross join lateral (
        select ${columns} from access_record where ${all([...ofAgent, sql`kind = wanted_kind collate "C"`])}
        ${newestFirst} limit ${wanted}) record
      ${newestFirst} limit ${wanted}`;
  }
  const more = [
    ...ofAgent,
    ...(contact_id === undefined ? [] : [sql`contact_id = ${contact_id}`]),
    ...(kind ? [sql`kind = ${kind}`] : []),
  ];
  return sql`select ${columns} from access_record where ${all(more)} ${newestFirst} limit ${wanted}`;
}

async function conditionsOf(
  { db }: Context,
  { from, until }: AccessFilter,
  after: string | undefined,
): Promise<RawBuilder<unknown>[]> {
  const place = after === undefined ? null : readPlace(after);
  const { rows } = await sql<{ since: Date | null; before: Date | null }>`
    select ${from ?? null}::date::timestamp at time zone time_zone as since,
      (${until ?? null}::date + 1)::timestamp at time zone time_zone as before
    from account`.execute(db);
  const { since, before } = rows[0]!;
  return [
    ...(since ? [sql`at >= ${since}`] : []),
    ...(before ? [sql`at < ${before}`] : []),
    ...(place ? [sql`(at, id) < (${place.at}, ${place.id})`] : []),
  ];
}

/** Where a page ends, for the address of the next. */
function writePlace({ at, id }: ListedAccess): string {
  return `${at.getTime()}-${id}`;
}

/** A place that nobody wrote starts from the newest. */
function readPlace(text: string): { at: Date; id: number } | null {
  const parts = /^(\d{1,15})-(\d{1,15})$/.exec(text);
  return parts ? { at: new Date(Number(parts[1])), id: Number(parts[2]) } : null;
}
