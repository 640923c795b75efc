import { Failure } from './failure.ts';

/** For `catch`: turns the system's refusal of a file in `folder` (no right, no space, read-only) into its sentence; throws what else it is. */
export function refuseClosed(folder: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (!error.syscall) throw error;
    throw new Failure('unavailable', 'database.folder_closed', { values: { path: folder, reason: error.message } });
  };
}
