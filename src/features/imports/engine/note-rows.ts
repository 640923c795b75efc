import type { Trouble } from '#features/imports/import.ts';
import type { ChunkWork } from './chunk-work.ts';
import { copyLines } from './copy-lines.ts';
import { copyJson, copyNull } from './copy-text.ts';
import { type ImportPlan, knowingPhones } from './plan-import.ts';
import type { Chunk, ReadRow } from './prepare-chunk.ts';
import { troubleOfRefusal } from './trouble-of-refusal.ts';
import type { LateWarning, Refusal } from './write-outcomes.ts';

/** What is to be counted of a chunk's rows apart from what the database counts itself. */
export interface NotedCounts {
  refused_count: number;
  warned_count: number;
  refused_by_code: Record<string, number>;
  warned_by_code: Record<string, number>;
}

/** Hands the database what only this process knows of rows that were refused or warned of: sentences and cells. */
export async function noteRows(
  { db, plan }: ChunkWork,
  chunk: Chunk,
  refusals: readonly Refusal[],
  late: readonly LateWarning[],
): Promise<NotedCounts> {
  const allWarned = withLateWarnings(chunk, late, plan);
  const warnings = new Map(allWarned.map((row) => [row.row_number, row.warnings]));
  const refusedLate = refusals.map((refusal): ReadRow => {
    const row = chunk.rows[refusal.row_number - chunk.first_row]!;
    const problems = [troubleOfRefusal(refusal, row.cells, plan)];
    return { ...row, problems, warnings: warnings.get(row.row_number) ?? [] };
  });
  const refused = [...chunk.refused, ...refusedLate];
  const isRefused = new Set(refusedLate.map(({ row_number }) => row_number));
  const warned = allWarned.filter(({ row_number }) => !isRefused.has(row_number));
  await copyLines(db, 'noted', [Buffer.from([...lines(refused, warned)].join(''))]);
  const rowsWithWarnings = [...refused, ...warned].filter(({ warnings }) => warnings.length > 0);
  return {
    refused_count: chunk.refused.length,
    warned_count: rowsWithWarnings.length,
    refused_by_code: countByCode(refused.map(({ problems }) => problems)),
    warned_by_code: countByCode(rowsWithWarnings.map(({ warnings }) => warnings)),
  };
}

/** Rows that passed with a warning, and those of which only the directory could tell that there is one. */
function withLateWarnings(chunk: Chunk, late: readonly LateWarning[], plan: ImportPlan): ReadRow[] {
  if (late.length === 0) return chunk.warned;
  const warned = new Map(chunk.warned.map((row) => [row.row_number, row]));
  for (const { row_number, other_name, shared_phone, merged: away } of late) {
    const row = chunk.rows[row_number - chunk.first_row]!;
    const { warnings: before = [] } = warned.get(row_number) ?? {};
    const warnings = [...before];
    if (other_name !== null) warnings.push(nameDiffers(row.cells, other_name, plan));
    if (shared_phone !== null) warnings.push(phoneShared(row.cells, shared_phone, plan));
    if (away !== null) warnings.push(merged(row.cells, away, plan));
    warned.set(row_number, { ...row, problems: [], warnings });
  }
  return [...warned.values()].sort((one, other) => one.row_number - other.row_number);
}

function nameDiffers(cells: readonly string[], name: string, { columns }: ImportPlan): Trouble {
  const column = columns.find(({ ref }) => ref === 'email' || ref === 'other_emails')!.position;
  const values = { value: shown(cells[column]), name: name.slice(0, 60).toWellFormed() };
  return { code: 'imports.other_name', column, values };
}

function phoneShared(cells: readonly string[], e164: string, { columns, e164Of }: ImportPlan): Trouble {
  const column = columns.find(({ ref, position }) => knowingPhones.has(ref) && e164Of(cells[position] ?? '') === e164);
  const values = { value: column ? shown(cells[column.position]) : e164 };
  return { code: 'imports.phone_shared', ...(column && { column: column.position }), values };
}

function merged(
  cells: readonly string[],
  { name, survivor }: NonNullable<LateWarning['merged']>,
  { columns }: ImportPlan,
): Trouble {
  const column = columns.find(({ ref }) => ref === 'unique_external_id')!.position;
  const values = {
    value: shown(cells[column]),
    name: name.slice(0, 60).toWellFormed(),
    survivor: survivor.slice(0, 60).toWellFormed(),
  };
  return { code: 'imports.contact_merged', column, values };
}

function shown(cell = ''): string {
  return cell.trim().slice(0, 60).toWellFormed();
}

function* lines(refused: readonly ReadRow[], warned: readonly ReadRow[]): Generator<string> {
  for (const { row_number, line_number, problems, warnings, cells } of refused) {
    yield `${row_number}\t${line_number}\t${copyJson(problems)}\t${copyTroubles(warnings)}\t${copyJson(cells)}\n`;
  }
  for (const { row_number, line_number, warnings } of warned) {
    yield `${row_number}\t${line_number}\t${copyNull}\t${copyJson(warnings)}\t${copyNull}\n`;
  }
}

function copyTroubles(troubles: readonly Trouble[]): string {
  return troubles.length > 0 ? copyJson(troubles) : copyNull;
}

function countByCode(troubles: Iterable<readonly Trouble[]>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const ofRow of troubles) {
    for (const code of new Set(ofRow.map((trouble) => trouble.code))) counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
