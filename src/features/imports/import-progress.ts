import type { FoundImport } from './find-import.ts';
import type { Counts, ImportState } from './import.ts';

/** How far a check, a run or an undo has come, for whoever watches. */
export interface ImportProgress {
  state: ImportState;
  /** True while other imports of the account are before it. */
  is_waiting: boolean;
  /** The file with the companies that a check waits for. */
  awaited: { id: number; file_name: string } | null;
  counts: Counts | null;
  /** Rows of the whole file; null until a check has read it to its end. */
  total_rows: number | null;
  /** 0 to 1; null before anything was done. */
  share: number | null;
  rows_per_second: number | null;
  seconds_left: number | null;
}

/** True while somebody works on it or will, also where it rests: only then is there something to watch. */
export function isAtWork(state: ImportState): boolean {
  return state === 'checking' || state === 'running' || state === 'paused' || state === 'undoing';
}

/** What to say of an import at a moment. Rate and time left are told once a stretch of rows is done. */
export function progressOf(found: FoundImport, now: Date): ImportProgress {
  const { state, started_at, progress } = found;
  const awaited = state === 'checking' ? found.awaited : null;
  if (state === 'undoing') return undoProgressOf(found, now);
  const hasBegun = state === 'running' || state === 'paused';
  const current = state === 'checking' ? progress.check : (progress.run ?? (hasBegun ? null : progress.check));
  const total_rows = state === 'checking' ? null : (progress.check?.rows ?? null);
  const share = current ? shareOf(current, total_rows) : null;
  const seconds = secondsBetween(started_at, now);
  const isMoving = isAtWork(state) && state !== 'paused' && current !== null && seconds > 0;
  return {
    state,
    is_waiting: awaited !== null || (state === 'running' && started_at === null),
    awaited,
    counts: current,
    total_rows,
    share,
    rows_per_second: isMoving ? Math.round(current.rows / seconds) : null,
    seconds_left: isMoving ? secondsLeft(share, seconds) : null,
  };
}

function undoProgressOf({ state, undo_started_at, undo, progress }: FoundImport, now: Date): ImportProgress {
  const share = undo?.share ?? null;
  return {
    state,
    is_waiting: undo_started_at === null,
    awaited: null,
    counts: progress.run,
    total_rows: null,
    share,
    rows_per_second: null,
    seconds_left: secondsLeft(share, secondsBetween(undo_started_at, now)),
  };
}

function secondsBetween(from: Date | null, to: Date): number {
  return from ? (to.getTime() - from.getTime()) / 1000 : 0;
}

function secondsLeft(share: number | null, seconds: number): number | null {
  return share && seconds > 0 ? Math.ceil((seconds / share) * (1 - share)) : null;
}

/** Rows say it exactly; how much of the file was read is the next best. */
function shareOf({ rows, share_read }: { rows: number; share_read: number }, total: number | null): number {
  return total ? Math.min(1, rows / total) : share_read;
}
