import type { Command } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import { cancelImport } from './cancel-import.ts';
import { pauseImport } from './pause-import.ts';
import { resumeImport } from './resume-import.ts';
import { undoImport } from './undo/undo-import.ts';
import { waitForImport } from './wait-for-import.ts';

/** `maru import pause ID`. */
export const importPauseCommand: Command = {
  name: 'import pause',
  synopsis: 'ID',
  help: 'imports.commands.pause',
  options: {},
  async run(ctx, { words }, terminal) {
    const id = idOf(words, 'import pause');
    await pauseImport(ctx, { id });
    terminal.answer(ctx.t('imports.paused_line', { id: String(id) }));
  },
};

/** `maru import resume ID`: a worker goes on with it; where none runs, `maru worker` does. */
export const importResumeCommand: Command = {
  name: 'import resume',
  synopsis: 'ID',
  help: 'imports.commands.resume',
  options: {},
  async run(ctx, { words }, terminal) {
    const id = idOf(words, 'import resume');
    await resumeImport(ctx, { id });
    terminal.answer(ctx.t('imports.resumed_line', { id: String(id) }));
  },
};

/** `maru import cancel ID`. */
export const importCancelCommand: Command = {
  name: 'import cancel',
  synopsis: 'ID',
  help: 'imports.commands.cancel',
  options: {},
  async run(ctx, { words }, terminal) {
    const id = idOf(words, 'import cancel');
    await cancelImport(ctx, { id });
    terminal.answer(ctx.t('imports.cancelled_line', { id: String(id) }));
  },
};

/** `maru import undo ID`: waits until it is done and says what went, what went back and what stays. */
export const importUndoCommand: Command = {
  name: 'import undo',
  synopsis: 'ID [--json]',
  help: 'imports.commands.undo',
  options: { json: { type: 'boolean' } },
  async run(ctx, { words, options }, terminal) {
    const id = idOf(words, 'import undo');
    await undoImport(ctx, { id });
    const found = await waitForImport(ctx, id, ({ undo }) =>
      terminal.progress(ctx.t('imports.undo_progress_line', { share: undo?.share ?? 0 })),
    );
    const { undo_failure_code: code, undo_failure_values: values } = found;
    if (code) throw new Failure('unavailable', code as Failure['code'], { values: values as Record<string, string> });
    if (found.state !== 'undone') throw new Failure('conflict', 'imports.undo_stopped', { values: { id } });
    const { share: _, ...counts } = found.undo!;
    if (options.json === true) {
      const seconds = (found.undone_at!.getTime() - found.undo_started_at!.getTime()) / 1000;
      terminal.answer(JSON.stringify({ id, ...counts, seconds }));
      return;
    }
    terminal.answer(ctx.t('imports.undone_line', { id: String(id) }));
    const ofCompanies = [
      ['companies_removed', counts.companies_removed],
      ['companies_kept', counts.companies_kept],
    ] as const;
    for (const [what, count] of [
      ['row_outcomes.removed', counts.removed],
      ['row_outcomes.restored', counts.restored],
      ['row_outcomes.kept', counts.kept],
      // Of a list of companies they are counted above.
      ...(found.record === 'contact' ? ofCompanies : []),
    ] as const) {
      terminal.answer(`  ${ctx.t(`imports.undo.${what}`)}: ${ctx.t('imports.count', { count })}`);
    }
  },
};

function idOf(words: readonly string[], command: string): number {
  const [id] = words;
  if (words.length !== 1 || !/^\d{1,15}$/.test(id!)) {
    throw new Failure('invalid', 'imports.say_which', { values: { command } });
  }
  return Number(id);
}
