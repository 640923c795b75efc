import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { sendAgentReset } from '#features/agents/send-agent-reset.ts';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { createImport } from '#features/imports/create-import.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import { startImport } from '#features/imports/start-import.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { createPasswordReset } from '#features/portal-access/create-password-reset.ts';
import { createClock } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { openPool } from '#platform/database/postgres-pool.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { readNetworks } from '#platform/http/read-networks.ts';
import { createLog } from '#platform/log.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { type App, createApp } from '../src/app.ts';
import { cli } from '../src/cli.ts';
import { makeAgent } from './make.ts';
import { activateContact } from './portal.ts';
import type { TestApp } from './start-app.ts';
import { openTestServer, type TestServer } from './start-database.ts';

/** What the tests of backup and restore share: an account with a bit of everything, and what to ask of a database. */

export const secretKey = 'a secret key that only tests know';
const log = createLog('error', 'stderr');

export interface Filled {
  renamed_company_id: number;
  active_contact_id: number;
  invited_contact_id: number;
  /** What this contact's link carries, which was mailed or would be. */
  reset_contact_id: number;
  running_import_id: number;
  bulk_action_id: number;
}

/**
 * Fills the first account through the acts of the pages: agents, contacts with a field of the account's own and a company,
 * a list that was imported and one that still runs, files, links of every kind, mail that waits and mail on its way, and
 * work that nobody has done yet.
 */
export async function fillAccount(app: TestApp): Promise<Filled> {
  const admin = await app.ctxOfAdmin();
  await makeAgent(admin, { role: 'supervisor', email: 'sue@acorn.example' });
  await createCustomField(admin, { record: 'contact', kind: 'text', label_en: 'Contract no.', label_ko: '계약번호' });
  const named = (name: string, email: string) => createContact(admin, { name, email, company: '한빛 소프트' });
  const active = await named('Ruth "the\tKing" \\N', 'ruth@hanbit.example');
  const invited = await named('김하늘', 'haneul@hanbit.example');
  const reset = await named('박서연', 'seoyeon@hanbit.example');
  for (const { id } of [active, reset]) await activateContact(admin, id);
  await inviteContact(admin, { contact_id: invited.id });
  const done = await importList(admin, 'test/fixtures/customers/customers-en-2000-semicolon-bom.csv');
  await app.worker.runDue();
  await switchMail(admin, { is_on: true });
  const mailbox = { contact_id: reset.id, to_address: 'seoyeon@hanbit.example', language: 'ko' as const };
  await createPasswordReset(admin, mailbox);
  await sendAgentReset(app.ctxOfStranger(), { email: 'sue@acorn.example' });
  const renamed_company_id = await companyOf(admin, active.id);
  await updateCompany(admin, { id: renamed_company_id, name: '새빛 소프트' });
  const { id: bulk_action_id } = await startBulkAction(admin, {
    act: 'invite',
    selection: { created_by_import_id: done },
  });
  const running_import_id = await importList(admin, 'test/fixtures/customers/customers-en-5000.xlsx');
  await markOneMailAsSending(admin);
  return {
    renamed_company_id,
    active_contact_id: active.id,
    invited_contact_id: invited.id,
    reset_contact_id: reset.id,
    running_import_id,
    bulk_action_id,
  };
}

async function importList(ctx: Context, file: string): Promise<number> {
  const path = join(projectFolder, file);
  const { id } = await createImport(ctx, { name: file, bytes: createReadStream(path) });
  await updateMapping(ctx, { id, can_create_companies: true, creates_fields: true });
  await startImport(ctx, { id });
  return id;
}

async function companyOf(ctx: Context, contact_id: number): Promise<number> {
  const membership = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('membership').select('company_id').where('contact_id', '=', contact_id).executeTakeFirstOrThrow(),
  );
  return membership.company_id;
}

/** As a worker leaves it that is killed between handing a mail over and noting so. */
async function markOneMailAsSending(ctx: Context): Promise<void> {
  await inTransaction(ctx, async ({ db, clock }) => {
    const mail = db.selectFrom('mail_message').select('id').where('state', '=', 'waiting').orderBy('id').limit(1);
    await db
      .updateTable('mail_message')
      .set({ state: 'sending', try_count: 1, lease_until: clock.now() })
      .where('id', '=', mail)
      .execute();
  });
}

/** A database that Maru has never been in, on the server of the tests; `drop` it before the server is closed. */
export async function makeEmptyDatabase(server: TestServer): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `maru_test_${process.pid}_empty_${++emptyCount}`;
  await server.client.query(`create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`);
  return {
    url: server.urlOf(name),
    drop: async () => {
      await server.client.query(`drop database ${name} with (force)`);
    },
  };
}
let emptyCount = 0;

export { openTestServer };

/** One statement as the owner. */
export async function ask<R extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  try {
    return (await client.query<R>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** A checksum of the rows of every table, whatever their order. */
export async function checksums(url: string): Promise<Record<string, string>> {
  const tables = await ask<{ name: string }>(
    url,
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    if (name === 'migration') continue;
    const hash = createHash('sha256');
    for (const { row } of await ask<{ row: string }>(url, `select ${name}::text as row from ${name} order by 1`))
      hash.update(`${row}\n`);
    sums[name] = hash.digest('hex');
  }
  return sums;
}

/** Maru on a database that is there. */
export function openApp(url: string): App & { clock: ReturnType<typeof createClock>; stop(): Promise<void> } {
  const clock = createClock();
  const pools = {
    pages: openPool(url, { log, name: 'test', max: 10, statement_timeout: 60_000 }),
    worker: openPool(url, { log, name: 'test', max: 10, statement_timeout: 0 }),
    listen: openPool(url, { log, name: 'test', max: 1, statement_timeout: 0 }),
  };
  const config = { trusted_proxies: readNetworks(''), smtp_url: null, mail_from: null, bounce_address: null };
  const app = createApp({ config, pools, clock, log, secret_key: secretKey });
  return {
    ...app,
    clock,
    async stop() {
      await app.close();
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
}

export interface Typed {
  status: number;
  answer: string;
  remarks: string;
}

/** Types a command with these settings; gives its exit status and what it said. */
export async function typed(settings: Record<string, string>, ...argv: string[]): Promise<Typed> {
  const before = { ...process.env };
  Object.assign(process.env, { MARU_SECRET_KEY: secretKey, ...settings });
  const said = { answer: [] as string[], remarks: [] as string[] };
  const terminal = {
    answer: (line: string) => said.answer.push(line),
    remark: (line: string) => said.remarks.push(line),
    progress() {},
  };
  try {
    const status = await cli(argv, undefined as never, terminal);
    return { status, answer: said.answer.join('\n'), remarks: said.remarks.join('\n') };
  } finally {
    process.env = before;
  }
}
