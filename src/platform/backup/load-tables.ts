import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Failure } from '#platform/failure.ts';
import type { Manifest, Partition } from './backup.ts';
import type { CheckedBackup } from './check-backup.ts';
import { listPartitions, listTables, type Table } from './list-tables.ts';
import { type BackupPart, readBackup } from './read-backup.ts';
import { withoutIndexes } from './without-indexes.ts';

export interface LoadedTables {
  /** Tables of the backup that no migration makes: their rows stay in the file. */
  left_out: string[];
}

/**
 * Fills Maru's tables with a backup, in the running transaction and as their owner: the tables must be those of the
 * backup's own migration, and what was in them is gone. Fails as conflict where a table does not look as it did then.
 */
export async function loadTables(
  client: ClientBase,
  backup: CheckedBackup,
  onRows: (bytes: number, table: string | null) => void,
): Promise<LoadedTables> {
  const { fitting, left_out } = compare(backup.manifest, await listTables(client));
  const names = [...fitting.keys()];
  // In the transaction that empties a table its rows need not be logged, and are stored as if long settled.
  await client.query(`truncate ${names.map((name) => client.escapeIdentifier(name)).join(', ')}`);
  await createPartitions(client, backup.manifest.partitions, fitting);
  // What triggers keep is in the backup too.
  await switchTriggers(client, names, 'disable');
  await withoutIndexes(client, names, async () => {
    for await (const { table, pieces } of byTable(readBackup(backup.path))) {
      const target = fitting.get(table);
      const into = target ? client.query(copyFrom(copyInto(client, target))) : null;
      const noted = noting(pieces, (bytes) => onRows(bytes, table));
      if (into) await pipeline(Readable.from(noted, { objectMode: false }), into);
      else for await (const _ of noted);
    }
    onRows(0, null);
  });
  await switchTriggers(client, names, 'enable');
  await continueSequences(client, backup.ending.sequences);
  return { left_out };
}

async function switchTriggers(client: ClientBase, tables: string[], how: 'enable' | 'disable'): Promise<void> {
  for (const table of tables) {
    await client.query(`alter table ${client.escapeIdentifier(table)} ${how} trigger user`);
  }
}

/** The tables that are there for those of the backup, with the backup's columns. */
function compare({ tables }: Manifest, there: Table[]): { fitting: Map<string, Table>; left_out: string[] } {
  const fitting = new Map<string, Table>();
  const left_out: string[] = [];
  for (const { name, columns } of tables) {
    const table = there.find((one) => one.name === name);
    if (!table) {
      left_out.push(name);
      continue;
    }
    const column = columns.find((one) => !table.columns.includes(one));
    if (column) throw new Failure('conflict', 'backup.column_unknown', { values: { table: name, column } });
    fitting.set(name, { ...table, columns });
  }
  return { fitting, left_out };
}

/** A part's bounds are SQL from a file: only what a part by time has is let through. */
const boundByTime = /^FOR VALUES FROM \('[\d :+.-]+'\) TO \('[\d :+.-]+'\)$/;

async function createPartitions(
  client: ClientBase,
  partitions: Partition[],
  fitting: Map<string, Table>,
): Promise<void> {
  const there = new Set((await listPartitions(client)).map(({ name }) => name));
  for (const { table, name, bound } of partitions) {
    if (there.has(name) || !fitting.has(table)) continue;
    if (!boundByTime.test(bound)) throw new Error(`the part ${name} has bounds that no part has: ${bound}`);
    const part = client.escapeIdentifier(name);
    await client.query(`create table ${part} partition of ${client.escapeIdentifier(table)} ${bound}`);
    await client.query(`select maru_isolate($1::regclass)`, [part]);
  }
}

function copyInto(client: ClientBase, { name, columns, is_partitioned }: Table): string {
  const listed = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  return `copy ${client.escapeIdentifier(name)} (${listed}) from stdin${is_partitioned ? '' : ' (freeze)'}`;
}

/** The rows of one table after the other. */
async function* byTable(
  parts: AsyncGenerator<BackupPart>,
): AsyncGenerator<{ table: string; pieces: AsyncIterable<Uint8Array> }> {
  let next = await parts.next();
  async function* piecesOf(table: string): AsyncGenerator<Uint8Array> {
    while (!next.done && 'rows' in next.value && next.value.table === table) {
      yield next.value.rows;
      next = await parts.next();
    }
  }
  try {
    while (!next.done) {
      if ('rows' in next.value) yield { table: next.value.table, pieces: piecesOf(next.value.table) };
      else next = await parts.next();
    }
  } finally {
    await parts.return(undefined);
  }
}

async function* noting(pieces: AsyncIterable<Uint8Array>, note: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece;
    note(piece.length);
  }
}

/** Ids go on where they were. */
async function continueSequences(client: ClientBase, last: Record<string, number | null>): Promise<void> {
  await client.query(
    `select setval(s.oid::regclass, given.last)
     from jsonb_to_recordset($1::jsonb) as given (name text, last bigint)
     join pg_class s on s.relname = given.name and s.relkind = 'S' and s.relnamespace = 'public'::regnamespace
     where given.last is not null`,
    [JSON.stringify(Object.entries(last).map(([name, last]) => ({ name, last })))],
  );
}
