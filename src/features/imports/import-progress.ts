import type { FoundImport } from './find-import.ts';
import type { Counts, ImportState } from './import.ts';

/** How far a check or a run has come, for whoever watches. */
export interface ImportProgress {
  state: ImportState;
  /** True while other imports of the account are before it. */
  is_waiting: boolean;
  counts: Counts | null;
  /** Rows of the whole file; null until a check has read it to its end. */
  total_rows: number | null;
  /** 0 to 1; null before anything was done. */
  share: number | null;
  rows_per_second: number | null;
  seconds_left: number | null;
}

/** True while somebody works on it or will: only then is there something to watch. */
export function isAtWork(state: ImportState): boolean {
  return state === 'checking' || state === 'running';
}

/** What to say of an import at a moment. Rate and time left are told once a stretch of rows is done. */
export function progressOf({ state, started_at, progress }: FoundImport, now: Date): ImportProgress {
  const current =
    state === 'checking' ? progress.check : (progress.run ?? (state === 'running' ? null : progress.check));
  const total_rows = state === 'checking' ? null : (progress.check?.rows ?? null);
  const share = current ? shareOf(current, total_rows) : null;
  const seconds = started_at ? (now.getTime() - started_at.getTime()) / 1000 : 0;
  const isMoving = isAtWork(state) && current !== null && share !== null && share > 0 && seconds > 0;
  return {
    state,
    is_waiting: state === 'running' && started_at === null,
    counts: current,
    total_rows,
    share,
    rows_per_second: isMoving ? Math.round(current.rows / seconds) : null,
    seconds_left: isMoving ? Math.ceil((seconds / share) * (1 - share)) : null,
  };
}

/** Rows say it exactly; how much of the file was read is the next best. */
function shareOf({ rows, share_read }: { rows: number; share_read: number }, total: number | null): number {
  return total ? Math.min(1, rows / total) : share_read;
}
