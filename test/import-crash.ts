import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createImport } from '#features/imports/create-import.ts';
import type { ImportedRecord } from '#features/imports/import.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import { startImport } from '#features/imports/start-import.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { projectFolder } from '#platform/project-folder.ts';

/** Imports whose workers and servers are killed, and what must be true of them afterwards. */

/** A list in which people come again, are refused, change companies and change again; `round` 0 knows the first tenth of them. */
export function* crashList(rows: number, round: 0 | 1): Generator<Buffer> {
  yield Buffer.from('Name,Email,Title,Company,Tags\n');
  const last = round === 0 ? Math.floor(rows / 10) : rows;
  let text = '';
  for (let row = 1; row <= last; row++) {
    const who = row % 50 === 0 ? row - 7 : row;
    const email = row % 100 === 3 ? 'no address' : `c${who}@crash.example`;
    const title = round === 0 ? 'Before' : row % 3 === 0 ? `Title ${row % 7}` : '';
    const tags = row % 5 === 0 ? `t${row % 11};t${row % 3}` : '';
    text += `Person ${who},${email},${title},Company ${(row + round) % 200},${tags}\n`;
    if (text.length < 1 << 16) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

/** The same of companies, which also change parents, and name some before their own row comes. */
export function* crashListOfCompanies(rows: number, round: 0 | 1): Generator<Buffer> {
  yield Buffer.from('Company name,External id,Domains,Parent company,Industry\n');
  const last = round === 0 ? Math.floor(rows / 10) : rows;
  for (let row = 1; row <= last; row++) {
    const which = row % 50 === 0 ? row - 7 : row;
    const name = row % 100 === 3 ? '' : `Company ${which}`;
    const id = row % 100 === 3 ? '' : `K-${which}`;
    const parent = row % 10 === 4 ? `Company ${row % 20 === 4 ? row + 900 : row - 2 - round}` : '';
    const industry = round === 0 ? 'Before' : row % 3 === 0 ? `Trade ${row % 7}` : '';
    yield Buffer.from(`${name},${id},c${which}.crash.example,${parent},${industry}\n`);
  }
}

/** Uploads a list and starts its import, so many rows a stretch; the import's id. */
export async function startCrashList(
  ctx: Context,
  {
    record = 'contact',
    rows,
    round,
    chunk_rows,
  }: { record?: ImportedRecord; rows: number; round: 0 | 1; chunk_rows: number },
): Promise<number> {
  const bytes = (async function* () {
    yield* record === 'contact' ? crashList(rows, round) : crashListOfCompanies(rows, round);
  })();
  const { id } = await createImport(ctx, { record, name: `list-${round}.csv`, bytes });
  await updateMapping(ctx, { id, can_create_companies: true });
  await startImport(ctx, { id });
  await inTransaction(ctx, ({ db }) => db.updateTable('import').set({ chunk_rows }).where('id', '=', id).execute());
  return id;
}

/** A worker of the built program, as a process of its own. */
export async function startWorker(env: Record<string, string>): Promise<ChildProcess> {
  const program = spawn(process.execPath, [join(projectFolder, 'bin/program.mjs'), 'worker'], {
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  program.stdout.setEncoding('utf8');
  const ended = once(program, 'exit').then(() => Promise.reject(new Error('the worker ended early')));
  ended.catch(() => undefined);
  for (let said = ''; !/working off jobs/.test(said); ) {
    const [piece] = (await Promise.race([once(program.stdout, 'data'), ended])) as [string];
    said += piece;
  }
  program.stdout.resume();
  return program;
}

/** Ends a worker as the system does when it is short of memory. */
export async function killWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill('SIGKILL');
  await ended;
}

/** Lets the lease of a killed worker run out at once, as if the time for that had passed. */
export async function endLease(url: string, import_id: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`update import set lease_until = '2000-01-01', nudged_at = null where id = $1`, [import_id]);
  await client.end();
}

/** What an import shows of itself, from outside. */
export interface Watched {
  /** Rows of its run that are committed, and stretches that are undone. */
  rows: number;
  undone: number;
  state: string;
  mails: number;
}

/** Looks at an import as the database's owner; waits out a server that is just away. */
export async function lookAt(url: string, import_id: number): Promise<Watched> {
  for (const until = Date.now() + 60_000; ; await sleep(100)) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query(
        `select state, (select count(*)::int from mail_message m
             where kind = 'imports.finished' and ids = jsonb_build_object('import_id', i.id)) as mails,
           coalesce((select max(last_row) from import_chunk c where c.import_id = i.id and phase = 'run'), 0) as rows,
           (select count(*)::int from import_undo_chunk u where u.import_id = i.id) as undone
         from import i where id = $1`,
        [import_id],
      );
      return rows[0];
    } catch (error) {
      if (Date.now() > until) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Watches an import until something is true of it; its progress must never go back. Gives what it saw and how long that took. */
export async function watchUntil(
  look: () => Promise<Watched>,
  isSeen: (seen: Watched) => boolean,
): Promise<Watched & { ms: number }> {
  const began = performance.now();
  for (let before = { rows: 0, undone: 0 }; ; await sleep(50)) {
    const seen = await look();
    const isForward = seen.rows >= before.rows && seen.undone >= before.undone;
    assert.ok(isForward, `the progress went back from ${JSON.stringify(before)} to ${JSON.stringify(seen)}`);
    before = seen;
    const ms = performance.now() - began;
    if (isSeen(seen)) return { ...seen, ms };
    assert.ok(ms < 240_000, `waited in vain: ${JSON.stringify(seen)}`);
  }
}

/**
 * What two accounts of one database say differently: contact by contact, company by company and, where their imports are to
 * be compared too, entry by entry of the change log and row by row of the files. Ids and times need not be the same.
 */
export async function differencesOf(
  url: string,
  [one, other]: [number, number],
  { withImports }: { withImports: boolean },
): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const contacts = (account: number) => `
    select jsonb_build_object(
      'contact', to_jsonb(c) - '{account_id,id,created_by_import_id,created_at,updated_at}'::text[],
      'addresses', (select jsonb_agg(jsonb_build_array(email, is_primary) order by email) from contact_email e
        where e.account_id = c.account_id and e.contact_id = c.id),
      'companies', (select jsonb_agg(jsonb_build_array(k.name, m.is_primary) order by k.name)
        from membership m join company k on k.account_id = m.account_id and k.id = m.company_id
        where m.account_id = c.account_id and m.contact_id = c.id),
      'search', (select to_jsonb(s) - '{account_id,contact_id,created_at}'::text[] from contact_search s
        where s.account_id = c.account_id and s.contact_id = c.id),
      'changes', (select jsonb_agg(l.changes order by l.id) from change_log l
        where ${withImports} and l.account_id = c.account_id and l.record = 'contact' and l.record_id = c.id))::text as told
    from contact c where account_id = ${account}`;
  const companies = (account: number) => `
    select jsonb_build_object(
      'company', to_jsonb(k) - '{account_id,id,parent_company_id,created_by_import_id,created_at,updated_at}'::text[],
      'parent', (select name from company p where p.account_id = k.account_id and p.id = k.parent_company_id),
      'domains', (select jsonb_agg(domain order by domain) from company_domain d
        where d.account_id = k.account_id and d.company_id = k.id),
      'changes', (select jsonb_agg(l.changes order by l.id) from change_log l
        where ${withImports} and l.account_id = k.account_id and l.record = 'company' and l.record_id = k.id))::text
    from company k where account_id = ${account}`;
  const outcomes = (account: number) => `
    select jsonb_build_array(i.file_name, r.row_number, r.outcome, r.record_name, r.changes, r.problems, r.cells)::text
    from import_row r join import i on i.account_id = r.account_id and i.id = r.import_id where r.account_id = ${account}
    union all
    select jsonb_build_array(i.file_name, sum(created_count), sum(updated_count), sum(unchanged_count), sum(refused_count),
      sum(upper(r) - lower(r)))::text
    from import_chunk k join import i on i.account_id = k.account_id and i.id = k.import_id
      left join lateral unnest(k.created_rows) r on true
    where k.account_id = ${account} group by i.file_name, k.position`;
  const told = (account: number) =>
    [contacts(account), companies(account), ...(withImports ? [outcomes(account)] : [])].join(' union all ');
  try {
    // Crashes lose what the server knew of its tables' sizes, and a plan made without it may take hours.
    await client.query(`set statement_timeout = '5min'; analyze`);
    const { rows } = await client.query(
      `((${told(one)}) except all (${told(other)})) union all ((${told(other)}) except all (${told(one)})) limit 5`,
    );
    return rows;
  } finally {
    await client.end();
  }
}
