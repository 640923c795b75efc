import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Tables } from './tables.generated.ts';

/**
 * Kysely over Maru's tables. Outside a transaction no account is set and row-level security shows no row at all;
 * `inTransaction` gives the one an act works with.
 */
export type Database = Kysely<Tables> & {
  readonly pool: Pool;
  /** The connection of the running transaction, for `COPY` and other raw work; null outside. */
  readonly client: PoolClient | null;
};

/** A database over a pool: for `inTransaction` to begin on. */
export function databaseOfPool(pool: Pool): Database {
  return withConnection(pool, null, () => pool.connect());
}

/** A database bound to the connection of a running transaction. */
export function databaseOfClient(pool: Pool, client: PoolClient): Database {
  return withConnection(pool, client, async () => client);
}

function withConnection(pool: Pool, client: PoolClient | null, connect: () => Promise<PoolClient>): Database {
  const kysely = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () => driver(connect, client === null),
    },
  });
  return Object.assign(kysely, { pool, client });
}

interface Connection extends DatabaseConnection {
  client: PoolClient;
}

/** Kysely's driver without its own transactions: those are `inTransaction`'s, which also sets the account. */
function driver(connect: () => Promise<PoolClient>, releases: boolean): Driver {
  const refuse = async (): Promise<never> => {
    throw new Error('begin transactions with inTransaction(ctx, …), which also sets the account');
  };
  return {
    init: async () => {},
    acquireConnection: async () => connectionOf(await connect()),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async (connection) => {
      if (releases) (connection as Connection).client.release();
    },
    destroy: async () => {},
  };
}

function connectionOf(client: PoolClient): Connection {
  return {
    client,
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, rowCount, command } = await client.query(query.sql, [...query.parameters]);
      const changes = command === 'SELECT' ? {} : { numAffectedRows: BigInt(rowCount ?? 0) };
      return { rows: rows as R[], ...changes };
    },
    // biome-ignore lint/correctness/useYield: refusing is all it does
    async *streamQuery() {
      throw new Error('stream with a cursor on ctx.db.client');
    },
  };
}
