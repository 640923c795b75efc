/**
 * What a backup is: a gzipped tar archive. `maru-backup.json` comes first, then each table's rows in PostgreSQL's text
 * format of COPY, in pieces `tables/<table>/000001.copy` that are to be put one behind the other, then `end.json`. See
 * docs/operating/backup.md; a change of it raises `format` and goes on reading the older ones.
 */
export const format = 1;
export const manifestName = 'maru-backup.json';
export const endingName = 'end.json';

/** One piece of a table's rows. */
export const pieceBytes = 8 * 1024 * 1024;

export function pieceName(table: string, number: number): string {
  return `tables/${table}/${String(number).padStart(6, '0')}.copy`;
}

/** The first entry: everything that must be known before the rows. */
export interface Manifest {
  what: string;
  format: number;
  /** Of the program that made it. */
  maru_version: string;
  /** The moment that all of it shows. */
  made_at: string;
  /** The newest one that the database has had. */
  migration: { number: number; name: string };
  server: { place: 'embedded' | 'database_url'; version: string };
  /** Tells whether a secret key is the one of then, without giving it away. */
  secret_key_mark: string;
  /** In the order in which they follow. */
  tables: { name: string; columns: string[] }[];
  /** Parts of partitioned tables, whose rows stand in their whole. */
  partitions: Partition[];
  jobs: WaitingJob[];
}

export interface Partition {
  table: string;
  name: string;
  /** `FOR VALUES FROM ('2026-07-01 00:00:00+00') TO ('2026-08-01 00:00:00+00')` */
  bound: string;
}

/** Work that was asked for and not done. What the queue itself keeps beside is made anew. */
export interface WaitingJob {
  name: string;
  account_id: number;
  ids: Record<string, number>;
  due_at: string;
}

/** The last entry: without it a backup is not whole. */
export interface Ending {
  tables: TableSums[];
  /** The last number that each sequence has given; null for one that has given none. */
  sequences: Record<string, number | null>;
}

/** What a table's rows must come to. */
export interface TableSums {
  name: string;
  rows: number;
  bytes: number;
  /** Of the rows' text, in hex. */
  sha256: string;
}
