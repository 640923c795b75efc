import { join } from 'node:path';
import type { Pool } from 'pg';
import { projectFolder } from '#platform/project-folder.ts';
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
  /** Names of the migrations that ran just now. */
  migrated: string[];
  /** Ends the pools, then leaves the embedded server, which its last user stops in order. */
  close(): Promise<void>;
}

export const migrationsFolder = join(projectFolder, 'migrations');

/**
 * Opens the database that the settings name: starts or joins the embedded server, or connects to `database_url`; brings
 * it to this version and opens the pools. Refuses, with a sentence, a server that can't be used.
 */
export async function openDatabase(place: DatabasePlace): Promise<OpenDatabase> {
  const { log } = place;
  const { url, close } = await reachDatabase(place);
  try {
    const migrated = await prepareDatabase(url, migrationsFolder);
    const pools = {
      pages: openPool(url, { log, name: 'pages', max: 10, statement_timeout: 5000 }),
      worker: openPool(url, { log, name: 'worker', max: 10, statement_timeout: 0 }),
      listen: openPool(url, { log, name: 'listen', max: 1, statement_timeout: 0 }),
    };
    return {
      pools,
      owner_url: url,
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
