import { sql } from 'kysely';
import { accountOf, type ChunkWork } from './chunk-work.ts';
import { engineOf } from './engine-of.ts';
import type { NotedCounts } from './note-rows.ts';
import type { Chunk } from './prepare-chunk.ts';

/** Writes down the changes of the rows at work, with the import they came from: what an undo needs. */
export async function logChanges(work: ChunkWork): Promise<void> {
  const { db, at, agent_id, import_id, plan } = work;
  const { record, id_column } = engineOf(plan);
  await sql`
    insert into change_log (account_id, at, caller_kind, caller_id, record, record_id, act, changes, import_id)
    select ${accountOf(work)}, ${at}::timestamptz, ${agent_id === null ? 'system' : 'agent'}, ${agent_id}::bigint, ${record},
      ${sql.ref(`x.${id_column}`)}, 'import_updated', x.changes, ${import_id}::bigint
    from changed x join staged s using (row_number) order by x.row_number`.execute(db);
}

/** Rows that SQL refused, in the order of the file. */
export interface Refusal {
  row_number: number;
  refusal: string;
}

export async function listRefusals({ db }: ChunkWork): Promise<Refusal[]> {
  const { rows } = await sql<Refusal>`
    select row_number, refusal from decided where refusal is not null order by row_number`.execute(db);
  return rows;
}

/** What only the directory could warn of. */
export interface LateWarning {
  row_number: number;
  /** The name under which the row's address was known already. */
  other_name: string | null;
  /** In E.164 form, a number of the row that several contacts have. */
  shared_phone: string | null;
  /** Whose external id the row has: somebody who was merged into its contact. */
  merged: { name: string; survivor: string } | null;
}

export async function listLateWarnings({ db, plan }: ChunkWork): Promise<LateWarning[]> {
  if (plan.record !== 'contact') return [];
  const { rows } = await sql<LateWarning>`
    select d.row_number, other_name, shared_phone,
      case when g.row_number is not null then jsonb_build_object('name', g.name, 'survivor', g.survivor) end as merged
    from decided d left join merged_away g on g.row_number = d.row_number and g.contact_id = d.contact_id and d.refusal is null
    where other_name is not null or shared_phone is not null or g.row_number is not null order by d.row_number`.execute(
    db,
  );
  return rows;
}

/**
 * Writes down what became of the chunk's rows: a row of its own for each that was updated, refused or warned of, and one
 * for the chunk, whose primary key refuses a second worker that has applied the same stretch.
 */
export async function writeOutcomes(
  work: ChunkWork,
  bounds: Pick<Chunk, 'position' | 'first_row' | 'last_row' | 'share_read'> & NotedCounts,
): Promise<void> {
  const { db, phase, at, import_id, plan } = work;
  const { record, id_column, moved_column, companies_made } = engineOf(plan);
  const id = sql.ref(`d.${id_column}`);
  const key = sql`${accountOf(work)}, ${import_id}::bigint, ${phase}::text`;
  await sql`
    insert into import_row (account_id, import_id, phase, row_number, line_number, outcome, ${sql.ref(id_column)}, record_name,
      changes, ${sql.ref(moved_column)}, problems, warnings, cells)
    select ${key}, row_number, coalesce(d.line_number, n.line_number),
      case when d.row_number is null or d.refusal is not null then 'refused' when d.is_new then 'created'
        when x.row_number is not null then 'updated' else 'unchanged' end,
      ${phase === 'check' ? sql`case when not d.is_new and ${id} < ${sql.lit(2 ** 52)} then ${id} end` : id},
      c.name, x.changes, ${sql.ref(`m.${moved_column}`)}, n.problems, n.warnings, n.cells
    from (
      select row_number from changed union select row_number from noted
      union select row_number from decided where is_new and step > 0
    ) named
    left join decided d using (row_number) left join changed x using (row_number) left join noted n using (row_number)
    left join moved m using (row_number)
    left join ${sql.table(record)} c on c.account_id = ${accountOf(work)} and c.id = ${id}
    order by row_number`.execute(db);
  await sql`
    insert into import_chunk (account_id, import_id, phase, position, first_row, last_row, created_count, updated_count,
      unchanged_count, refused_count, warned_count, companies_created_count, changed_by_field, refused_by_code,
      warned_by_code, created_rows, created_ids, share_read, finished_at)
    select ${key}, ${bounds.position}::integer, ${bounds.first_row}::integer, ${bounds.last_row}::integer,
      created, updated, decided_count - created - updated - refused, refused + ${bounds.refused_count}::integer,
      ${bounds.warned_count}::integer, ${companies_made},
      (select coalesce(jsonb_object_agg(field, rows_count), '{}') from (
        select field, count(*) as rows_count from changed, jsonb_object_keys(changes) field group by field) f),
      ${JSON.stringify(bounds.refused_by_code)}::jsonb, ${JSON.stringify(bounds.warned_by_code)}::jsonb,
      coalesce(created_rows, '{}'), ${phase === 'check' ? sql`'{}'` : sql`coalesce(created_ids, '{}')`},
      ${bounds.share_read}::real, ${at}::timestamptz
    from (
      select count(*) as decided_count, count(*) filter (where is_new) as created,
        count(*) filter (where refusal is not null) as refused, (select count(*) from changed) as updated,
        range_agg(int4range(row_number, row_number, '[]')) filter (where is_new and step = 0) as created_rows,
        range_agg(int8range(${id}, ${id}, '[]')) filter (where is_new and step = 0) as created_ids
      from decided d) counts`.execute(db);
}
