import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createLogin, type Login, loginName } from '#platform/database/create-login.ts';
import { openEmbeddedServer } from '#platform/database/embedded-server.ts';
import { migrationsFolder } from '#platform/database/open-database.ts';
import { openPool } from '#platform/database/postgres-pool.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import { isAlive } from '#platform/database/server-folder.ts';
import { createLog } from '#platform/log.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { throwAwayFolder } from './make-folder.ts';

/** A migrated, empty database of one test file's own. */
export interface TestDatabase {
  /** As the owner, whom no policy holds. */
  url: string;
  /** As the application, on a login that owns nothing. */
  app_url: string;
  /** As the application: `maru_app`. */
  appPool: pg.Pool;
  /** Ends the pool, deletes the database and leaves the server; without it the test file does not end. */
  drop(): Promise<void>;
}

/** The server of the tests: one embedded server that all test files share, or the one of TEST_DATABASE_URL. */
export interface TestServer {
  /** True for TEST_DATABASE_URL. */
  isForeign: boolean;
  urlOf(database: string): string;
  /** A connection for making and dropping databases. */
  client: pg.Client;
  close(): Promise<void>;
}

const log = createLog('error', 'stderr');
const templatesLock = 6_701_181_719;
let server: Promise<TestServer> | null = null;
let template: Promise<string> | null = null;
let login: Promise<Login> | null = null;
let usersCount = 0;
let databasesCount = 0;

/**
 * A database cloned from a migrated template in some 100 ms. The first test file that asks starts the server, the last
 * one that drops its database stops it, whether `npm test` or `node --test` runs them.
 */
export async function startDatabase(): Promise<TestDatabase> {
  usersCount += 1;
  try {
    return await cloneTemplate();
  } catch (error) {
    await leave();
    throw error;
  }
}

async function cloneTemplate(): Promise<TestDatabase> {
  server ??= openTestServer();
  const opened = await server;
  template ??= openTemplate(opened);
  const from = await template;
  // The server has one login for all tests, made through a database that nobody clones.
  login ??= createLogin(opened.urlOf('postgres'), 'a secret key that only tests know');
  const { url: login_url } = await login;
  const name = `maru_test_${process.pid}_${++databasesCount}`;
  // By files: through the log, every page of the new database would pass the shared memory, which takes several times as long.
  await opened.client.query(`create database ${name} template ${from} strategy file_copy`);
  const url = opened.urlOf(name);
  const app_url = urlOf(login_url, name);
  const appPool = openPool(app_url, { log, name: 'test', max: 10, statement_timeout: 60_000 });
  return {
    url,
    app_url,
    appPool,
    async drop() {
      await appPool.end();
      await opened.client.query(`drop database ${name} with (force)`);
      await opened.client.query(`drop role if exists ${loginName(name)}`);
      await leave();
    },
  };
}

async function leave(): Promise<void> {
  usersCount -= 1;
  if (usersCount > 0) return;
  const opened = server;
  server = null;
  template = null;
  login = null;
  await (await opened)?.close();
}

/** Opens the server of the tests; whoever opens it closes it. */
export async function openTestServer(): Promise<TestServer> {
  const { TEST_DATABASE_URL } = process.env;
  const embedded = TEST_DATABASE_URL
    ? null
    : await openEmbeddedServer(join(folderOfTests(), 'db'), { log, isDurable: false });
  const nameIn = embedded?.urlOf ?? ((name: string) => urlOf(TEST_DATABASE_URL!, name));
  const client = new pg.Client({ connectionString: nameIn('postgres'), application_name: 'maru test' });
  await client.connect();
  return {
    isForeign: embedded === null,
    urlOf: nameIn,
    client,
    async close() {
      await client.end();
      await embedded?.close();
    },
  };
}

/** The name of the migrated template; made where the server has none for these migrations. */
export async function openTemplate(opened: TestServer): Promise<string> {
  const name = `maru_template_${hashOfSchema()}`;
  const { client } = opened;
  await client.query(`select pg_advisory_lock(${templatesLock})`);
  try {
    const { rows } = await client.query('select from pg_database where datname = $1', [name]);
    if (rows.length > 0) return name;
    if (!opened.isForeign) await dropLeftOvers(client);
    await client.query(`drop database if exists ${name}_draft`);
    await client.query(`create database ${name}_draft template template0 encoding 'UTF8' locale 'C.UTF-8'`);
    await prepareDatabase(opened.urlOf(`${name}_draft`), migrationsFolder);
    await client.query(`alter database ${name}_draft rename to ${name}`);
    return name;
  } finally {
    await client.query(`select pg_advisory_unlock(${templatesLock})`);
  }
}

/** One folder per checkout and start of the machine: what was written without fsync is not used after a power cut. */
function folderOfTests(): string {
  const bootFile = '/proc/sys/kernel/random/boot_id';
  const boot = existsSync(bootFile) ? readFileSync(bootFile, 'utf8') : '';
  const hash = createHash('sha256').update(`${projectFolder} ${process.getuid?.()} ${boot}`).digest('hex');
  return join(throwAwayFolder(), `maru-test-${hash.slice(0, 12)}`);
}

/** Changes when a freshly migrated database would come out differently. */
function hashOfSchema(): string {
  const hash = createHash('sha256');
  const made = [
    'migrations/*.sql',
    'src/platform/database/{create-roles,migrate,queue-schema}.ts',
    'package-lock.json',
  ];
  for (const file of globSync(made, { cwd: projectFolder }).sort()) {
    hash.update(file).update(readFileSync(join(projectFolder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Templates of other migrations, and databases of tests that were killed. */
async function dropLeftOvers(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`select datname from pg_database where datname ~ '^maru_(test|template)_'`);
  for (const { datname } of rows as { datname: string }[]) {
    const pid = /^maru_test_(\d+)_/.exec(datname)?.[1];
    if (pid && isAlive(Number(pid))) continue;
    await client.query(`drop database ${datname} with (force)`);
    await client.query(`drop role if exists ${loginName(datname)}`);
  }
}

function urlOf(text: string, database: string): string {
  const url = new URL(text);
  url.pathname = `/${database}`;
  return url.href;
}
