import pg from 'pg';
import { Failure } from '#platform/failure.ts';
import type { Log } from '#platform/log.ts';
import { appRole } from './create-roles.ts';

export interface PoolOptions {
  log: Log;
  /** Connections at once; whoever wants one more waits. */
  max: number;
  /** Names the pool in the server's list of connections. */
  name: string;
  /** Longest a statement may take, in milliseconds; 0 is for ever. */
  statement_timeout: number;
}

type Parser = (text: string) => unknown;

const asText: Parser = (text) => text;
const asTexts: Parser = pg.types.getTypeParser(1009 as never);
/** How the driver's own answers are bettered, by the type's id; what is not listed stays as it is (timestamptz: Date, jsonb: parsed, bytea: Buffer). */
const parsers = new Map<number, Parser>([
  [20, readBigint],
  [1016, (text) => (asTexts(text) as (string | null)[]).map((one) => one && readBigint(one))],
  // Days and times without a zone have none, and numeric has more digits than a number: all stay text.
  [1082, asText],
  [1114, asText],
  [1182, asTexts],
  [1115, asTexts],
  [1700, asText],
  [1231, asTexts],
]);

/**
 * A pool of connections that work as `maru_app`, in UTC, from their first statement on. Connections that a restart of
 * the server ended are replaced when the next one is wanted. bigint is a number here; one that a number can't hold
 * fails the statement.
 */
export function openPool(url: string, { log, max, name, statement_timeout }: PoolOptions): pg.Pool {
  const { connectionString, options } = withoutOptions(url);
  const pool = new pg.Pool({
    connectionString,
    max,
    // An idle process stays to be seen among the server's connections: nothing is restored under one.
    min: 1,
    application_name: `maru ${name}`,
    // Set while connecting: no round trip, and nothing that resets a session can undo it. Compiling a statement takes longer
    // than any of ours runs, and a function called for each row is compiled for each.
    options: `${options} -c role=${appRole} -c timezone=UTC -c datestyle=ISO -c jit=off -c statement_timeout=${statement_timeout}`,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    onConnect: checkRole,
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
  });
  pool.on('error', (error) => {
    // While the program ends, the embedded server may be quicker than the connections that are being closed.
    if (!pool.ending) log.warn({ pool: name, reason: error.message }, 'an idle database connection was lost');
  });
  // Without a listener a connection that dies while an act holds it would end the program; the act's next statement fails.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** What the URL itself sets would win over ours: it is sent along instead, in front. */
function withoutOptions(text: string): { connectionString: string; options: string } {
  const url = new URL(text);
  const options = url.searchParams.get('options') ?? '';
  url.searchParams.delete('options');
  return { connectionString: url.href, options };
}

/** A connection pooler may drop what was set while connecting; as the owner every policy would be void. */
async function checkRole(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query('select current_user as role');
  if (rows[0].role !== appRole)
    throw new Failure('unavailable', 'database.role_not_taken', { values: { role: rows[0].role } });
}

function parserOf(oid: number, format?: 'text' | 'binary'): Parser {
  return (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format as 'text');
}

function readBigint(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number))
    throw new Error(`the database holds ${text}, which is more than a number can carry`);
  return number;
}
