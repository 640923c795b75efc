import type { RawBuilder } from 'kysely';
import type { ImportedRecord } from '#features/imports/import.ts';
import type { Database } from '#platform/database/database.ts';
import type { ChunkWork } from './chunk-work.ts';
import type { ImportPlan } from './plan-import.ts';
import type { Chunk } from './prepare-chunk.ts';

/**
 * What an import does differently for contacts and for companies, between a chunk that lies in `staged` and what became of
 * its rows in `decided`, `changed` and `moved`. Reading, checking, order of chunks, lease, outcomes and counts are the same
 * for all.
 */
export interface RecordEngine {
  record: ImportedRecord;
  /** The record's id in the tables of a chunk, in `import_row` and in those of an undo. */
  id_column: 'contact_id' | 'company_id';
  /** What is written down of a row beside its fields, exactly enough to undo it: what it did to memberships, which parent it changed. */
  moved_column: 'membership' | 'parent';
  /** What a chunk's transaction sees of changes that others make meanwhile. */
  isolation: 'repeatable read' | 'read committed';
  /** Columns of `decided` beside those of every record, for `create table`. */
  decided_columns: string;
  /** The engine's own temporary tables, as SQL. */
  tables: string;
  /** Those of them that are emptied before each step. */
  step_tables: readonly string[];
  /** How many companies the chunk has made beside its rows. */
  companies_made: RawBuilder<number>;
  createShadowTables(db: Database, plan: ImportPlan): Promise<void>;
  /** Counts the shadow tables anew, as SQL. */
  analyze_shadows: string;
  /** Brings into the shadow tables what the chunk's rows may meet. */
  copyIntoShadows(work: ChunkWork): Promise<void>;
  /** The step at which each row has its turn so that the result is that of one row after the other; 0 where it is absent. */
  orderRows(work: ChunkWork, chunk: Chunk): Promise<ReadonlyMap<number, number>>;
  /** Decides about the rows at work, which do not meet each other, and applies them. */
  applyStep(work: ChunkWork, chunk: Chunk, step: number): Promise<void>;
}
