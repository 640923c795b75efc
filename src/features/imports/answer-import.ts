import type { CommandContext, Terminal } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import type { FoundImport } from './find-import.ts';
import { outcomes } from './import.ts';
import { leftOutColumns } from './mapping/left-out-columns.ts';
import { waitForImport } from './wait-for-import.ts';

/** Waits for a check or a run and tells how far it is. */
export function waitFor(ctx: CommandContext, id: number, terminal: Terminal): Promise<FoundImport> {
  return waitForImport(ctx, id, ({ state, progress }) => {
    const { share_read = 0, rows = 0 } = progress[state === 'running' ? 'run' : 'check'] ?? {};
    terminal.progress(ctx.t('imports.progress_line', { share: share_read, rows }));
  });
}

/** What else is to be said, and how. */
export interface AnswerOptions {
  isCheck: boolean;
  isJson: boolean;
  /** How many companies of the file are like known ones and not answered for; null of a run. */
  alike_companies: number | null;
}

/** Tells what became of the rows; fails where the import did. */
export function answer(
  ctx: CommandContext,
  found: FoundImport,
  terminal: Terminal,
  { isCheck, isJson, alike_companies }: AnswerOptions,
): void {
  refuseBroken(found);
  const progress = found.progress[isCheck ? 'check' : 'run'];
  const { rows = 0, created = 0, updated = 0, unchanged = 0, refused = 0, warned = 0 } = progress ?? {};
  const seconds = Math.max(0, (found.finished_at!.getTime() - found.started_at!.getTime()) / 1000);
  const counts = { rows, created, updated, unchanged, refused };
  const left_out_columns = leftOutColumns(found.columns);
  if (isJson) {
    const more = alike_companies === null ? {} : { alike_companies };
    terminal.answer(JSON.stringify({ id: found.id, ...counts, warned, seconds, left_out_columns, ...more }));
    return;
  }
  terminal.answer(ctx.t(isCheck ? 'imports.checked_line' : 'imports.done_line', { rows, seconds }));
  for (const outcome of outcomes) {
    terminal.answer(`  ${ctx.t(`imports.counts.${outcome}`)}: ${ctx.t('imports.count', { count: counts[outcome] })}`);
  }
  if (refused > 0) terminal.answer(ctx.t('imports.refused_line', { refused, id: found.id }));
  if (left_out_columns.length > 0) {
    terminal.answer(ctx.t('imports.left_out_line', { columns: left_out_columns.join(', ') }));
  }
  if (alike_companies) terminal.answer(ctx.t('imports.alike_line', { count: alike_companies }));
}

/** Fails as the import did, where it did not come to its end. */
export function refuseBroken(found: FoundImport): void {
  if (found.state === 'failed') {
    throw new Failure('unavailable', found.failure_code as Failure['code'], {
      values: found.failure_values as Record<string, string>,
    });
  }
  if (found.state === 'cancelled') throw new Failure('conflict', 'imports.was_cancelled');
  if (found.state === 'paused') throw new Failure('conflict', 'imports.was_paused', { values: { id: found.id } });
}
