import type { TableRow, TableStream } from '#platform/tables/table.ts';
import { type CheckedRow, checkRow } from './check-row.ts';
import { createRowGroups, type RowGroups } from './group-rows.ts';
import type { ImportPlan } from './plan-import.ts';
import type { StagedRows } from './staged-rows.ts';
import { createTextPieces, type TextPieces } from './text-pieces.ts';

/** A stretch of the file, checked and ready to be applied. */
export interface Chunk {
  position: number;
  first_row: number;
  last_row: number;
  share_read: number;
  /** COPY's text for the rows that passed. */
  lines: TextPieces;
  /** The same of what contacts that the rows make will be found by; empty in a check. */
  search_lines: TextPieces;
  groups: RowGroups;
  /** By row, what it only meets: keys under which other rows may bring what it names. */
  met: Map<number, readonly string[]>;
  /** Rows that did not pass. */
  refused: ReadRow[];
  /** Rows that passed with a warning. */
  warned: ReadRow[];
  /** Every row as the file has it, the first one first: SQL may yet refuse one, whose cells are then wanted. */
  rows: TableRow[];
}

/** A checked row without its values, which have gone into a line. */
export type ReadRow = Omit<CheckedRow, 'values'>;

/**
 * Cuts a file into chunks and checks their rows, batch by batch as they are read, so that nothing else in this process
 * waits for long. Begins with the chunk of this position.
 */
export async function* prepareChunks(
  stream: TableStream,
  plan: ImportPlan,
  staged: StagedRows,
  { position, chunk_rows }: { position: number; chunk_rows: number },
): AsyncGenerator<Chunk> {
  const skipped = position * chunk_rows;
  let chunk: Chunk | null = null;
  for await (const rows of stream) {
    for (const row of rows) {
      if (row.row_number <= skipped) continue;
      chunk ??= emptyChunk(row.row_number, chunk_rows);
      addRow(chunk, row, plan, staged);
      if (row.row_number % chunk_rows !== 0) continue;
      chunk.share_read = shareRead(stream);
      yield chunk;
      chunk = null;
    }
  }
  if (chunk) yield { ...chunk, share_read: 1 };
}

function emptyChunk(row_number: number, chunk_rows: number): Chunk {
  const position = Math.floor((row_number - 1) / chunk_rows);
  const groups = createRowGroups();
  const lines = { lines: createTextPieces(), search_lines: createTextPieces() };
  const rows = { met: new Map(), refused: [], warned: [], rows: [] };
  return { position, first_row: row_number, last_row: row_number, share_read: 0, groups, ...lines, ...rows };
}

function addRow(chunk: Chunk, row: TableRow, plan: ImportPlan, staged: StagedRows): void {
  const checked = checkRow(plan, row);
  chunk.last_row = row.row_number;
  chunk.rows.push(row);
  if (checked.problems.length > 0) {
    chunk.refused.push(withoutValues(checked));
    return;
  }
  if (checked.warnings.length > 0) chunk.warned.push(withoutValues(checked));
  const { own, met } = staged.keysOf(checked);
  chunk.groups.add(row.row_number, own);
  if (met.length > 0) chunk.met.set(row.row_number, met);
  chunk.lines.add(staged.line(checked));
  chunk.search_lines.add(staged.searchLine(checked));
}

function withoutValues({ values: _, ...row }: CheckedRow): ReadRow {
  return row;
}

function shareRead({ bytes_read, bytes_total }: TableStream): number {
  return bytes_total > 0 ? Math.min(1, bytes_read / bytes_total) : 0;
}
