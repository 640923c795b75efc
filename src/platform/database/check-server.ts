import type { ClientBase } from 'pg';
import { Failure } from '#platform/failure.ts';

/** The oldest PostgreSQL that Maru's SQL runs on. */
const oldestVersion = 15;

/**
 * Refuses a server that is too old, and a database whose encoding or locale does not know Korean letters: its searches
 * would find nothing, without an error. Makes the extension that search stands on, which the check asks.
 */
export async function checkServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_version') as found,
       session_user as owner, current_database() as database, pg_encoding_to_char(encoding) as encoding,
       coalesce(datctype, '') as locale, has_database_privilege(oid, 'create') and has_schema_privilege('public', 'create') as may_create
     from pg_database where datname = current_database()`,
  );
  const { version, found, owner, database, encoding, locale, may_create } = rows[0];
  if (version < oldestVersion) throw new Failure('unavailable', 'database.server_too_old', { values: { found } });
  if (!may_create) throw new Failure('unavailable', 'database.schema_forbidden', { values: { owner, database } });
  await client.query('create extension if not exists pg_trgm');
  const { rows: known } = await client.query(`select cardinality(show_trgm('김하늘')) > 0 as knows_korean`);
  if (encoding !== 'UTF8' || !known[0].knows_korean) {
    throw new Failure('unavailable', 'database.letters_unknown', { values: { encoding, locale } });
  }
}
