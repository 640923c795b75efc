import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBackup } from '#platform/backup/write-backup.ts';
import { reachDatabase } from '#platform/database/reach-database.ts';
import { Failure } from '#platform/failure.ts';
import { createLog } from '#platform/log.ts';
import { markOfSecretKey, openSecretKey, secretKeyPath } from '#platform/secret-key.ts';
import { askedToEnd } from './asked-to-end.ts';
import { progressLine, readPath, roundedTo } from './backup-words.ts';
import type { ProgramSetting } from './cli.ts';
import type { Config } from './config.ts';
import { readVersion } from './read-version.ts';

/** `maru backup FILE`: everything that Maru keeps into one file, whether or not Maru runs meanwhile. */
export async function backup({ config, terminal, t, given }: ProgramSetting): Promise<boolean> {
  const path = readPath(given);
  const began = performance.now();
  if (!config.database_url) await allowFolder(config);
  const secret_key = config.secret_key ?? (await openSecretKey(config.data_dir));
  const database = await reachDatabase({ ...config, log: createLog('warn', 'stderr') });
  const { signal, stopListening } = askedToEnd();
  try {
    const written = await writeBackup(path, {
      url: database.url,
      place: config.database_url ? 'database_url' : 'embedded',
      maru_version: await readVersion(),
      secret_key_mark: markOfSecretKey(secret_key),
      can_replace: given.options.force === true,
      signal,
      onProgress: (progress) => terminal.progress(progressLine(t, progress)),
    });
    const seconds = roundedTo(0.1, (performance.now() - began) / 1000);
    const { tables, rows, file_bytes } = written;
    if (given.options.json) {
      terminal.answer(JSON.stringify({ file: path, ...written, seconds }));
      return true;
    }
    terminal.answer(
      t('backup.commands.written', { path, tables, rows, mb: roundedTo(0.1, file_bytes / 1e6), seconds }),
    );
    const key = config.secret_key ? 'MARU_SECRET_KEY' : secretKeyPath(config.data_dir);
    terminal.answer(t('backup.commands.keep_key', { key }));
    return true;
  } catch (error) {
    throw signal.aborted ? new Failure('unavailable', 'backup.stopped') : error;
  } finally {
    stopListening();
    await database.close();
  }
}

/** Opening an embedded database would make one. */
async function allowFolder({ data_dir }: Config): Promise<void> {
  const path = join(data_dir, 'db');
  await access(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Failure('not_found', 'backup.nothing_here');
  });
}
