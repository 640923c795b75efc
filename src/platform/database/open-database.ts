import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Failure } from '#platform/failure.ts';
import type { Log } from '#platform/log.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { openEmbeddedServer } from './embedded-server.ts';
import { openPool } from './postgres-pool.ts';
import { prepareDatabase } from './prepare-database.ts';

/** The migrated database with the pools of one process. */
export interface OpenDatabase {
  pools: {
    /** For requests: ten connections, five seconds a statement. */
    pages: pg.Pool;
    /** For jobs and the command line: ten connections, as long as it takes. */
    worker: pg.Pool;
    /** One connection, for LISTEN. */
    listen: pg.Pool;
  };
  /** The database as its owner, for what only the owner may do. */
  owner_url: string;
  /** Names of the migrations that ran just now. */
  migrated: string[];
  /** Ends the pools, then leaves the embedded server, which its last user stops in order. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A PostgreSQL server to use; null is the embedded one. */
  database_url: string | null;
  /** Where the embedded server keeps its data, in the folder `db`. */
  data_dir: string;
  log: Log;
}

export const migrationsFolder = join(projectFolder, 'migrations');
const embeddedName = 'maru';
/** How long a server that can't be reached yet is waited for: it may be starting beside this program. */
const patienceMs = 30_000;

/**
 * Opens the database that the settings name: starts or joins the embedded server, or connects to `database_url`; brings
 * it to this version and opens the pools. Refuses, with a sentence, a server that can't be used.
 */
export async function openDatabase({ database_url, data_dir, log }: DatabaseOptions): Promise<OpenDatabase> {
  const server = database_url ? null : await openEmbeddedServer(join(data_dir, 'db'), { log });
  try {
    if (server) await createDatabase(server.urlOf('postgres'), embeddedName);
    const url = server?.urlOf(embeddedName) ?? database_url!;
    if (!server) await waitForServer(url, log);
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
        await server?.close();
      },
    };
  } catch (error) {
    await server?.close();
    throw error;
  }
}

/** Makes a database unless it is there. */
export async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('select from pg_database where datname = $1', [name]);
    if (rows.length === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // Another program was quicker.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

async function waitForServer(url: string, log: Log): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await sleep(1000)) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const reason = message || (code ?? 'no answer');
      const isPassing = /^(57P03|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)$/.test(code ?? '');
      if (!isPassing || Date.now() > until)
        throw new Failure('unavailable', 'database.unreachable', { values: { reason } });
      log.warn({ reason }, 'the database server does not answer yet; trying again');
    }
  }
}
