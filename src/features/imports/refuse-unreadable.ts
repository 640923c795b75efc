import { access, constants } from 'node:fs/promises';
import { Failure } from '#platform/failure.ts';

/** Fails not_found, with the path, for a file that a command is given and that is not there or may not be read. */
export async function refuseUnreadable(path: string): Promise<void> {
  await access(path, constants.R_OK).catch(() => {
    throw new Failure('not_found', 'imports.no_such_file', { values: { path } });
  });
}
