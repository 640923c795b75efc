import { type FinishedRestore, finishRestore } from '#features/setup/finish-restore.ts';
import type { Manifest } from '#platform/backup/backup.ts';
import { type CheckedBackup, checkBackup } from '#platform/backup/check-backup.ts';
import { type RestoredBackup, restoreBackup } from '#platform/backup/restore-backup.ts';
import { createClock } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/database/database.ts';
import { type Migration, readMigrations } from '#platform/database/migrate.ts';
import { migrationsFolder } from '#platform/database/open-database.ts';
import { reachDatabase } from '#platform/database/reach-database.ts';
import { createPost } from '#platform/email/post.ts';
import { Failure } from '#platform/failure.ts';
import { databaseFiles } from '#platform/files/database-files.ts';
import type { Translate } from '#platform/i18n/translator.ts';
import { createLog } from '#platform/log.ts';
import { createOutbound } from '#platform/outbound/outbound.ts';
import { createSeal } from '#platform/seal.ts';
import { markOfSecretKey, openSecretKey, secretKeyPath } from '#platform/secret-key.ts';
import { createTokens } from '#platform/tokens.ts';
import { askedToEnd } from './asked-to-end.ts';
import { progressLine, readPath, roundedTo } from './backup-words.ts';
import type { ProgramSetting } from './cli.ts';
import type { Config } from './config.ts';
import { jobs } from './jobs.ts';
import { readVersion } from './read-version.ts';

/** `maru restore FILE`: a backup into an empty database, the embedded one or that of DATABASE_URL. */
export async function restore(setting: ProgramSetting): Promise<boolean> {
  const { config, terminal, t, given } = setting;
  const path = readPath(given);
  const began = performance.now();
  const migrations = await readMigrations(migrationsFolder);
  const own = await readVersion();
  terminal.progress(t('backup.commands.checking', { path }));
  const backup = await checkBackup(path, (manifest) => allowVersion(path, manifest, migrations, own));
  const secret_key = config.secret_key ?? (await openSecretKey(config.data_dir));
  const log = createLog('warn', 'stderr');
  const database = await reachDatabase({ ...config, log });
  const { signal, stopListening } = askedToEnd();
  const finished: FinishedRestore[] = [];
  try {
    const restored = await restoreBackup(database, backup, {
      migrations,
      log,
      signal,
      onProgress: (progress) => terminal.progress(progressLine(t, progress)),
      async finish(db, account_id) {
        const ctx = contextOf(db, account_id, { secret_key, log, t });
        const work = backup.manifest.jobs.filter((job) => job.account_id === account_id && jobs[job.name]);
        finished.push(await finishRestore(ctx, { work }));
      },
    });
    const seconds = roundedTo(0.1, (performance.now() - began) / 1000);
    const isKeySame = backup.manifest.secret_key_mark === markOfSecretKey(secret_key);
    answer(setting, { backup, restored, finished, isKeySame, seconds });
    return true;
  } catch (error) {
    throw signal.aborted ? new Failure('unavailable', 'backup.restore_stopped') : error;
  } finally {
    stopListening();
    await database.close();
  }
}

/** Whoever has never had the backup's newest migration does not know what to do with its rows. */
function allowVersion(path: string, { migration, maru_version }: Manifest, known: Migration[], own: string): void {
  if (known[migration.number - 1]?.name === migration.name) return;
  const values = { path, version: maru_version, name: migration.name, own };
  throw new Failure('conflict', 'backup.newer_version', { values });
}

/** Maru itself in one account, in the restore's transaction. */
function contextOf(
  db: Database,
  account_id: number,
  { secret_key, log, t }: Pick<Context, 'log' | 't'> & { secret_key: string },
): Context {
  return {
    caller: { kind: 'system', account_id, locale: 'en' },
    db,
    clock: createClock(),
    files: databaseFiles,
    log,
    t,
    tokens: createTokens(secret_key, account_id),
    seal: createSeal(secret_key, account_id),
    outbound: createOutbound({ allowed: new Set() }),
    post: createPost({ smtp_url: null, mail_from: null }),
    sends_mail: false,
  };
}

interface Outcome {
  backup: CheckedBackup;
  restored: RestoredBackup;
  finished: FinishedRestore[];
  isKeySame: boolean;
  seconds: number;
}

function answer(setting: ProgramSetting, outcome: Outcome): void {
  const { terminal, t, given, config } = setting;
  const lines = given.options.json ? [JSON.stringify(asJson(outcome))] : linesOf(outcome, config, t);
  for (const line of lines) terminal.answer(line);
}

function asJson({ backup, restored, finished, isKeySame, seconds }: Outcome): object {
  const { path, manifest, rows, bytes } = backup;
  return {
    file: path,
    made_at: manifest.made_at,
    tables: manifest.tables.length - restored.left_out.length,
    rows,
    bytes,
    seconds,
    migrated: restored.migrated,
    left_out: restored.left_out,
    is_secret_key_same: isKeySame,
    accounts: finished,
  };
}

function linesOf({ backup, restored, finished, isKeySame, seconds }: Outcome, config: Config, t: Translate): string[] {
  const { manifest, rows } = backup;
  const made_at = new Date(manifest.made_at);
  const tables = manifest.tables.length - restored.left_out.length;
  const waits = finished.reduce((sum, { waiting_mail_count }) => sum + waiting_mail_count, 0);
  const cancelled = finished.reduce((sum, { cancelled_mail_count }) => sum + cancelled_mail_count, 0);
  return [
    t('backup.commands.restored', { made_at, rows, tables, seconds }),
    ...(restored.migrated.length > 0 ? [t('program.migrated', { names: restored.migrated.join(', ') })] : []),
    ...restored.left_out.map((table) => t('backup.commands.table_left_out', { table })),
    t('backup.commands.sign_in_again'),
    ...(cancelled > 0 ? [t('backup.commands.mail_cancelled', { count: cancelled })] : []),
    ...finished
      .filter(({ was_mail_on, waiting_mail_count }) => was_mail_on || waiting_mail_count > 0)
      .map(({ account_id, name, waiting_mail_count: count }) => {
        const option = finished.length > 1 ? ` --account ${account_id}` : '';
        return t('backup.commands.mail_is_off', { name, count, command: `maru mail on${option}` });
      }),
    ...(isKeySame || waits === 0 ? [] : [keyLine(waits, config, t)]),
  ];
}

function keyLine(count: number, { secret_key, data_dir }: Config, t: Translate): string {
  return t('backup.commands.key_differs', { count, key: secret_key ? 'MARU_SECRET_KEY' : secretKeyPath(data_dir) });
}
