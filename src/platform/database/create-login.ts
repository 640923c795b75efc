import { createHash, createHmac, hkdfSync, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { appRole } from './create-roles.ts';
import { preparingLock } from './prepare-database.ts';

/** How the application connects. */
export interface Login {
  /** The database, as a login of the application's own; as the owner where the server allows none. */
  url: string;
  /** Why there is no such login, in the server's words; null where there is. */
  refusal: string | null;
}

/** The longest name of a role, in bytes. */
const longestName = 63;
/** PostgreSQL's own count (RFC 7677 asks for 4096); the password has 256 bits, so more would add nothing. */
const scramRounds = 4096;

/** A role or its password is wrong or not let in: said by the server, its pg_hba.conf, or a pooler in front of it. */
const notLetIn = new Set(['28000', '28P01', '42501', '08P01']);
const forbidden = '42501';

/**
 * Makes the role that the application signs in as, and gives its URL. It owns nothing and is a member of `maru_app`
 * alone, so whoever gets SQL of his own into a statement finds no way back to the owner: with the owner's connections
 * `set role none` would be one. There is one such role for each database, with a password that the secret key gives, so
 * that every process of an installation knows it and a new key makes the old one worthless. Call it on a prepared
 * database; where the owner may not make roles, or the server lets this one not in, it says why and the owner stays.
 */
export async function createLogin(owner_url: string, secret_key: string): Promise<Login> {
  const owner = new pg.Client({ connectionString: owner_url, application_name: 'maru login' });
  owner.on('error', () => {});
  await owner.connect();
  try {
    const { rows } = await owner.query('select current_database() as database');
    const name = loginName(rows[0].database);
    const password = Buffer.from(hkdfSync('sha256', secret_key, name, 'maru database login', 32)).toString('base64url');
    const url = withUser(owner_url, name, password);
    if ((await tryLogin(url)) === null) return { url, refusal: null };
    await owner.query(`select pg_advisory_lock(${preparingLock})`);
    const refusal = (await makeRole(owner, name, password)) ?? (await tryLogin(url));
    return refusal === null ? { url, refusal } : { url: owner_url, refusal };
  } finally {
    await owner.end();
  }
}

/** The role of a database: `maru_app_` and the database's name; a long one is told apart by its hash. */
export function loginName(database: string): string {
  const name = `${appRole}_${database}`;
  if (Buffer.byteLength(name) <= longestName) return name;
  return `${appRole}_${createHash('sha256').update(database).digest('hex').slice(0, 32)}`;
}

/** As parameters and not in front of the host: a URL without a host takes no user there, and parameters win over it. */
function withUser(text: string, user: string, password: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  url.searchParams.set('user', user);
  url.searchParams.set('password', password);
  return url.href;
}

/** Null where the role gets in and holds no more than the application may; otherwise what is in the way. */
async function tryLogin(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'maru login' });
  client.on('error', () => {});
  try {
    await client.connect();
    return await findExcess(client);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (notLetIn.has(code ?? '')) return message;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Roles other than `maru_app` that the login may become or act as, and what lifts it above policies. */
async function findExcess(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query(
    `select session_user as name, rolsuper or rolbypassrls or rolcreaterole or rolreplication as is_strong,
       pg_has_role($1, 'MEMBER') as is_app,
       (select string_agg(other.rolname, ', ') from pg_roles other
        where other.rolname not in ($1, session_user) and pg_has_role(other.oid, 'MEMBER')) as others
     from pg_roles where rolname = session_user`,
    [appRole],
  );
  const { name, is_strong, is_app, others } = rows[0];
  if (is_strong || others) return `role "${name}" may do more than "${appRole}"${others ? `: ${others}` : ''}`;
  return is_app ? null : `role "${name}" is no member of "${appRole}"`;
}

/** Null once the role is there with its password; otherwise the server's refusal. */
async function makeRole(owner: pg.Client, name: string, password: string): Promise<string | null> {
  const role = owner.escapeIdentifier(name);
  const secret = owner.escapeLiteral(scramSecret(password));
  const { rows } = await owner.query(
    `select quote_ident(current_database()) as database, role.oid is not null as is_made,
       not rolsuper and pg_has_role(role.oid, $2, 'MEMBER') as is_ours
     from (values (1)) one left join pg_roles role on rolname = $1`,
    [name, appRole],
  );
  const { database, is_made, is_ours } = rows[0];
  if (is_made && !is_ours) return `role "${name}" is somebody else's`;
  try {
    // One message is one transaction: no role is left that is no member.
    await owner.query(`
      ${is_made ? 'alter' : 'create'} role ${role} login password ${secret};
      grant ${appRole} to ${role};
      grant connect on database ${database} to ${role};
    `);
    return null;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === forbidden) return message;
    throw error;
  }
}

/** What PostgreSQL keeps of a password (RFC 5803), worked out here so that the password is in no statement and no log. */
function scramSecret(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, scramRounds, 32, 'sha256');
  const keyOf = (words: string) => createHmac('sha256', salted).update(words).digest();
  const storedKey = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${scramRounds}:${salt.toString('base64')}$${storedKey}:${keyOf('Server Key').toString('base64')}`;
}
