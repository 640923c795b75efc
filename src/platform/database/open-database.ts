import { join } from 'node:path';
import type { Pool } from 'pg';
import { projectFolder } from '#platform/project-folder.ts';
import { openSecretKey } from '#platform/secret-key.ts';
import { createLogin } from './create-login.ts';
import { openPool } from './postgres-pool.ts';
import { prepareDatabase } from './prepare-database.ts';
import { type DatabasePlace, reachDatabase } from './reach-database.ts';

/** The migrated database with the pools of one process. */
export interface OpenDatabase {
  pools: {
    /** For requests: ten connections, five seconds a statement. */
    pages: Pool;
    /** For jobs and the command line: ten connections, as long as it takes. */
    worker: Pool;
    /** One connection, for LISTEN. */
    listen: Pool;
  };
  /** The database as its owner, for what only the owner may do. */
  owner_url: string;
  /** Why the pools sign in as the owner and only act as `maru_app`, in the server's words; null where they have a login of their own. */
  login_refusal: string | null;
  /** Names of the migrations that ran just now. */
  migrated: string[];
  /** Ends the pools, then leaves the embedded server, which its last user stops in order. */
  close(): Promise<void>;
}

/** Where the database is, and the key that gives the application's password there; null is the one of `data_dir`. */
export type OpenDatabaseOptions = DatabasePlace & { secret_key: string | null };

export const migrationsFolder = join(projectFolder, 'migrations');

/**
 * Opens the database that the settings name: starts or joins the embedded server, or connects to `database_url`; brings
 * it to this version and opens the pools. Refuses, with a sentence, a server that can't be used.
 */
export async function openDatabase(place: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { log } = place;
  const secret_key = place.secret_key ?? (await openSecretKey(place.data_dir));
  const { url, close } = await reachDatabase(place);
  try {
    const migrated = await prepareDatabase(url, migrationsFolder);
    const { url: login_url, refusal } = await createLogin(url, secret_key);
    if (refusal)
      log.warn({ reason: refusal }, 'the database has no login for the application, so it signs in as the owner');
    const pools = {
      pages: openPool(login_url, { log, name: 'pages', max: 10, statement_timeout: 5000 }),
      worker: openPool(login_url, { log, name: 'worker', max: 10, statement_timeout: 0 }),
      listen: openPool(login_url, { log, name: 'listen', max: 1, statement_timeout: 0 }),
    };
    return {
      pools,
      owner_url: url,
      login_refusal: refusal,
      migrated,
      async close() {
        await Promise.all(Object.values(pools).map((pool) => pool.end()));
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
