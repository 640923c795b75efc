import { Failure } from '#platform/failure.ts';
import type { KeptInspection } from './find-import.ts';

/** Refuses a table in which something is wrong as a whole (equal headers, none, no rows), with the first such thing. */
export function refuseProblems({ problems: [problem] }: Pick<KeptInspection, 'problems'>): void {
  if (problem) throw new Failure('invalid', problem.code, { values: problem.values });
}
