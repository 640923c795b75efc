import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Failure } from '#platform/failure.ts';
import type { Log } from '#platform/log.ts';
import { openEmbeddedServer } from './embedded-server.ts';

/** Where the settings say that the database is. */
export interface DatabasePlace {
  /** A PostgreSQL server to use; null is the embedded one. */
  database_url: string | null;
  /** Where the embedded server keeps its data, in the folder `db`. */
  data_dir: string;
  log: Log;
}

/** A database that answers, whatever is in it. */
export interface ReachedDatabase {
  /** As its owner. */
  url: string;
  /** Throws the embedded database away with all that is in it and makes an empty one; null for one of somebody's own server. */
  recreate: (() => Promise<void>) | null;
  /** Leaves the embedded server, which its last user stops in order. */
  close(): Promise<void>;
}

const embeddedName = 'maru';
/** How long a server that can't be reached yet is waited for: it may be starting beside this program. */
const patienceMs = 30_000;

/** Starts or joins the embedded server, or waits for that of `database_url`. Migrates nothing. */
export async function reachDatabase({ database_url, data_dir, log }: DatabasePlace): Promise<ReachedDatabase> {
  if (database_url) {
    await waitForServer(database_url, log);
    return { url: database_url, recreate: null, close: async () => {} };
  }
  const server = await openEmbeddedServer(join(data_dir, 'db'), { log });
  const administration = server.urlOf('postgres');
  try {
    await createDatabase(administration, embeddedName);
  } catch (error) {
    await server.close();
    throw error;
  }
  return {
    url: server.urlOf(embeddedName),
    async recreate() {
      await asAdministrator(administration, (client) => client.query(`drop database ${embeddedName}`));
      await createDatabase(administration, embeddedName);
    },
    close: server.close,
  };
}

/** Makes a database unless it is there. */
async function createDatabase(url: string, name: string): Promise<void> {
  await asAdministrator(url, async (client) => {
    const { rows } = await client.query('select from pg_database where datname = $1', [name]);
    if (rows.length === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  }).catch((error: { code?: string }) => {
    // Another program was quicker.
    if (!['42P04', '23505'].includes(error.code ?? '')) throw error;
  });
}

async function asAdministrator(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
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
