import { join } from 'node:path';
import type { ServerBuild } from 'react-router';
import { keepFirstAddress } from '#features/accounts/keep-first-address.ts';
import { listAccountIds } from '#features/accounts/list-account-ids.ts';
import { setupToken } from '#features/setup/setup-token.ts';
import { createClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { Failure } from '#platform/failure.ts';
import { deleteLeftFolders } from '#platform/files/in-temporary-folder.ts';
import { readAssets } from '#platform/http/assets.ts';
import { serveHttp } from '#platform/http/serve-http.ts';
import { createLog } from '#platform/log.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { openSecretKey } from '#platform/secret-key.ts';
import { type App, createApp } from './app.ts';
import type { Config } from './config.ts';

/** The running program, until `stop`. */
export interface Running {
  app: App;
  /** Where it listens; null for a worker. */
  address: string | null;
  /** Where the first account is set up, as long as there is none. */
  setup_url: string | null;
  /** Stops in order: takes no new requests, lets running ones and jobs come to a safe place, leaves the database. */
  stop(): Promise<void>;
}

/** Starts Maru: config → database → migrate → app → listen. What had started is stopped again where a later step fails. */
export async function main(config: Config, build: ServerBuild): Promise<Running> {
  const log = createLog(config.log_level);
  const secret_key = config.secret_key ?? (await openSecretKey(config.data_dir));
  const database = await openDatabase({ ...config, log });
  const closers = [database.close];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    // Customer lists that a killed program was reading don't stay in the temp folder.
    await deleteLeftFolders();
    const assets = await readAssets(join(projectFolder, 'build', 'client'));
    const app = createApp({ ...database, config, clock: createClock(), log, secret_key }, { build, assets });
    closers.push(app.close);
    await keepFirstAddress(app.contextOf(maru), config.public_url);
    if (config.process !== 'web') await app.worker.start();
    const address = config.process === 'worker' ? null : await listen(app, config, closers);
    return { app, address, setup_url: address && (await setupUrl(app, config.public_url ?? address)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Maru itself, before any account. */
const maru = { kind: 'system', account_id: 0, locale: 'en' } as const;

async function listen(app: App, { host, port, log_level }: Config, closers: (() => Promise<void>)[]): Promise<string> {
  const site = { fetch: app.fetch, close: app.endStreams };
  try {
    const server = await serveHttp(site, { host, port, log: createLog(log_level) });
    closers.push(server.stop);
    return server.address.replace('//127.0.0.1:', '//localhost:');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Failure('unavailable', 'program.port_taken', { values: { port: String(port) } });
    if (code === 'EACCES')
      throw new Failure('unavailable', 'program.port_forbidden', { values: { port: String(port) } });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new Failure('unavailable', 'program.host_not_here', { values: { host } });
    }
    throw error;
  }
}

async function setupUrl(app: App, address: string): Promise<string | null> {
  const ctx = app.contextOf(maru);
  const ids = await listAccountIds(ctx.db);
  return ids.length > 0 ? null : `${address}/set-up/${setupToken(ctx)}`;
}
