import type { ClientBase } from 'pg';
import { Failure } from '#platform/failure.ts';

/** The role that every statement of the application runs as: it owns nothing, so row-level security holds for it. */
export const appRole = 'maru_app';

/** PostgreSQL's refusals: somebody was quicker, and not allowed. */
const quicker = new Set(['42710', '23505']);
const forbidden = '42501';

/**
 * Makes the role `maru_app` (it can't sign in) where the server has none, lets the owner act as it, and grants it the
 * rows of every table that the owner will create in `public`. Migrations take away what it must not have. Roles belong
 * to the whole server, so another database of it may have made this one.
 */
export async function createRoles(client: ClientBase): Promise<void> {
  const { rows } = await client.query(
    `select session_user as owner, current_setting('server_version_num')::int as version,
       exists (select from pg_roles where rolname = $1) as is_made`,
    [appRole],
  );
  const { owner, version, is_made } = rows[0] as { owner: string; version: number; is_made: boolean };
  const mayAct = `pg_has_role(session_user, '${appRole}', '${version >= 160000 ? 'SET' : 'MEMBER'}')`;
  try {
    if (!is_made) await createRole(client);
    const { rows: acts } = await client.query(`select ${mayAct} as may_act`);
    if (!acts[0].may_act) await client.query(`grant ${appRole} to ${client.escapeIdentifier(owner)}`);
  } catch (error) {
    if ((error as { code?: string }).code !== forbidden) throw error;
    throw new Failure('unavailable', 'database.role_not_made', { values: { owner } });
  }
  await client.query(`
    grant usage on schema public to ${appRole};
    alter default privileges in schema public grant select, insert, update, delete on tables to ${appRole};
    alter default privileges in schema public grant usage, select on sequences to ${appRole};
  `);
}

async function createRole(client: ClientBase): Promise<void> {
  await client.query(`create role ${appRole} nologin`).catch((error: { code?: string }) => {
    if (!quicker.has(error.code ?? '')) throw error;
  });
}

/** Refuses a server on which row-level security would not hold for `maru_app`: it owns a table, by itself or through a role, or stands above policies. */
export async function checkRoles(client: ClientBase): Promise<void> {
  const { rows } = await client.query('select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = $1', [
    appRole,
  ]);
  if (rows[0].bypasses) throw new Failure('unavailable', 'database.role_bypasses');
  const { rows: owned } = await client.query(
    `select relname as table, pg_get_userbyid(relowner) as table_owner, session_user as owner
     from pg_class
     where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and pg_has_role($1, relowner, 'USAGE')
     order by relname limit 1`,
    [appRole],
  );
  if (owned[0]) throw new Failure('unavailable', 'database.role_owns_tables', { values: owned[0] });
}
