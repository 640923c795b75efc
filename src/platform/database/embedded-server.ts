import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '#platform/log.ts';
import { isConnectionLost } from './is-connection-lost.ts';
import { findRunningServer, type RunningServer, stopServer } from './running-server.ts';
import { openServerFolder, type ServerFolder } from './server-folder.ts';
import { findServerProgram, type ServerProgram } from './server-program.ts';
import { startServer } from './start-server.ts';

/** A PostgreSQL server that this program uses, alone or with other programs. */
export interface EmbeddedServer {
  /** The URL of one of its databases, as the owner of everything. */
  urlOf(database: string): string;
  /** Leaves the server; the last program that leaves stops it in order. */
  close(): Promise<void>;
}

export interface EmbeddedServerOptions {
  log: Log;
  /** False only for tests' throw-away data: quicker, and lost when the machine stops. */
  isDurable?: boolean;
}

/** Every program that uses the server holds this lock shared, on a connection of its own that ends with the program. */
const usersLock = 6_701_181_717;
const anyDatabase = 'postgres';

/**
 * Opens PostgreSQL on `folder` (made on first use) and stays its user until `close`. Starts the server unless it runs:
 * a second program, or one after a `kill -9`, finds and uses what is there. While open, a server that dies is started
 * again; statements that were running then fail, and new connections find the new one.
 */
export async function openEmbeddedServer(folder: string, options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const program = await findServerProgram();
  const isDurable = options.isDurable ?? true;
  const place: Place = { program, folder: await openServerFolder(program, folder, isDurable), isDurable };
  let user = await enter(place);
  let isClosing = false;
  const stay = async (): Promise<void> => {
    for (;;) {
      await user.lost;
      if (isClosing) return;
      options.log.warn({ folder }, 'the database server went away; opening it again');
      const again = await enterAgain(place, options.log, () => isClosing);
      if (!again) return;
      user = again;
    }
  };
  const stayed = stay();
  return {
    urlOf: (database) => user.server.urlOf(database),
    async close() {
      isClosing = true;
      await leave(place, user, options.log);
      await stayed;
    },
  };
}

interface Place {
  program: ServerProgram;
  folder: ServerFolder;
  isDurable: boolean;
}

interface User {
  client: pg.Client;
  server: RunningServer;
  /** Settles when the connection ends, whoever ended it. */
  lost: Promise<void>;
}

/** Becomes one of the server's users, starting it where needed. A server that is just being stopped by its last user is waited for. */
async function enter(place: Place): Promise<User> {
  for (;;) {
    const server = await findRunningServer(place.folder);
    if (!server) {
      await startServer(place.program, place.folder, place.isDurable);
      continue;
    }
    const user = await connect(server);
    if (user) return user;
    await sleep(20);
  }
}

/** As `enter`, but tries for as long as the program is open, for a full disk can be emptied; null once it closes. */
async function enterAgain(place: Place, log: Log, isClosing: () => boolean): Promise<User | null> {
  for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
    try {
      const user = await enter(place);
      if (!isClosing()) return user;
      await leave(place, user, log);
      return null;
    } catch (error) {
      log.error({ reason: (error as Error).message }, 'the database server could not be opened; trying again');
      if (isClosing()) return null;
      await sleep(pause);
    }
  }
}

/** Null while the server starts up or shuts down. */
async function connect(server: RunningServer): Promise<User | null> {
  const client = new pg.Client({
    connectionString: server.urlOf(anyDatabase),
    application_name: `maru ${process.pid}`,
  });
  const lost = new Promise<void>((resolve) => {
    client.once('end', resolve).on('error', () => resolve());
  });
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock_shared(${usersLock})`);
    return { client, server, lost };
  } catch (error) {
    await client.end().catch(() => {});
    if (isConnectionLost(error)) return null;
    throw error;
  }
}

async function leave(place: Place, user: User, log: Log): Promise<void> {
  try {
    const { client, server } = user;
    await client.query(`select pg_advisory_unlock_shared(${usersLock})`);
    const { rows } = await client.query(`select pg_try_advisory_lock(${usersLock}) as is_last`);
    // While this holds the lock alone, a program that comes waits for it, loses its connection with the server and starts a new one.
    if (rows[0].is_last && server.pid !== null && !(await stopServer(place.folder, server.pid))) {
      log.warn({ pid: server.pid }, 'the database server has not stopped within a minute and was left to itself');
    }
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
  } finally {
    await user.client.end().catch(() => {});
  }
}
