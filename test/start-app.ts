import { changedRights } from '#features/accounts/rights/changed-rights.ts';
import { createAccountWithOwner } from '#features/setup/create-account-with-owner.ts';
import { createClock, type SettableClock } from '#platform/clock.ts';
import type { Caller, Context } from '#platform/context.ts';
import { openPool } from '#platform/database/postgres-pool.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { readNetworks } from '#platform/http/read-networks.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { createLog, type Log } from '#platform/log.ts';
import { type Role, rightsOfRole } from '#platform/rights.ts';
import { type App, createApp } from '../src/app.ts';
import type { Program } from './load-program.ts';
import { makeAgent } from './make.ts';
import { startDatabase, type TestDatabase } from './start-database.ts';

/** Maru on a database of its own, without a port. */
export interface TestApp extends App {
  database: TestDatabase;
  /** Move its `offset_ms` to make time pass. */
  clock: SettableClock;
  /** Asks the first account's site as a browser from 203.0.113.9 does; `cookie` is a `Cookie` header. */
  ask(path: string, init?: RequestInit & { from?: string; cookie?: string }): Promise<Response>;
  systemCtx(account_id?: number): Context;
  ctxOfStranger(account_id?: number): Context;
  /** The admin who set the account up. */
  ctxOfAdmin(account_id?: number): Promise<Context>;
  /** A new agent of a role, the weakest unless told. */
  ctxOfAgent(role?: Role, account_id?: number): Promise<Context>;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  /** Accounts set up at first, with ids 1, 2, …: `help.example.com`, `help2.example.com` …; one unless told. */
  accounts?: number;
  language?: Locale;
  /** Where mail goes, such as the `url` of `startMailServer`; without it mail stays in the outbox. */
  smtp_url?: string;
  /** The sender of mail; `maru@localhost` unless told. */
  mail_from?: string;
  /** The name server that the look at whether mail arrives asks. */
  dns_server?: string;
  /** Where notices of mail that did not arrive go. */
  bounce_address?: string;
  /** The built program with its pages, from `loadProgram`, for tests that look at pages; the sources unless told. */
  program?: Program;
  log?: Log;
  /** Hosts of this machine that it may ask, such as the `host` of `startOpenIdProvider`; none unless told. */
  private_hosts?: Iterable<string>;
}

/** What `startApp` gives every first admin. */
export const adminPassword = 'nine quiet lanterns';

/** Starts Maru for one test file; its database is dropped by `stop`. */
export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await startDatabase();
  const log = options.log ?? createLog('error', 'stderr');
  const clock = createClock();
  const listen = openPool(database.app_url, { log, name: 'listen', max: 1, statement_timeout: 0 });
  const app = (options.program?.createApp ?? createApp)(
    {
      config: {
        trusted_proxies: readNetworks(''),
        smtp_url: options.smtp_url ?? null,
        // A set that grows lets in what is started later.
        private_hosts: options.private_hosts instanceof Set ? options.private_hosts : new Set(options.private_hosts),
        mail_from: options.mail_from ?? null,
        dns_server: options.dns_server ?? null,
        bounce_address: options.bounce_address ?? null,
      },
      pools: { pages: database.appPool, worker: database.appPool, listen },
      clock,
      log,
      secret_key: 'a secret key that only tests know',
    },
    options.program?.pages,
  );
  const contextOf = (caller: Caller): Context => app.contextOf(caller);
  const systemCtx = (account_id = 1) => contextOf({ kind: 'system', account_id, locale: options.language ?? 'en' });
  const started: TestApp = {
    ...app,
    database,
    clock,
    ask: (path, { from = '203.0.113.9', cookie, ...init } = {}) => {
      const headers = new Headers({
        'sec-fetch-site': 'same-origin',
        ...Object.fromEntries(new Headers(init.headers)),
      });
      if (cookie) headers.set('cookie', cookie);
      const url = new URL(path, 'https://help.example.com');
      return app.fetch(new Request(url, { redirect: 'manual', ...init, headers }), { address: from });
    },
    systemCtx,
    ctxOfStranger: (account_id = 1) => contextOf({ kind: 'stranger', account_id, locale: options.language ?? 'en' }),
    ctxOfAdmin: (account_id = 1) => ctxOf(systemCtx(account_id), 'owner'),
    async ctxOfAgent(role = 'agent', account_id = 1) {
      const admin = await started.ctxOfAdmin(account_id);
      return ctxOf(systemCtx(account_id), await makeAgent(admin, { role }));
    },
    async stop() {
      await app.close();
      await listen.end();
      await database.drop();
    },
  };
  for (let number = 1; number <= (options.accounts ?? 1); number++) {
    await createAccountWithOwner(systemCtx(0), accountNumber(number, options.language ?? 'en'));
    await sendAtAnyHour(systemCtx(number));
  }
  return started;
}

/** What a test does must not depend on the hour at which it runs; those of sending hours choose them. */
async function sendAtAnyHour(ctx: Context): Promise<void> {
  await inTransaction(ctx, ({ db }) =>
    db.updateTable('account').set({ bulk_mail_from_hour: 0, bulk_mail_until_hour: 24 }).execute(),
  );
}

function accountNumber(number: number, language: Locale) {
  return {
    name: language === 'ko' ? `한빛 고객센터 ${number}` : `Acorn Support ${number}`,
    language,
    country: 'KR',
    time_zone: 'Asia/Seoul',
    public_url: `https://help${number === 1 ? '' : number}.example.com`,
    admin_name: language === 'ko' ? '이관리' : 'Adam Admin',
    admin_email: 'adam@acorn.example',
    admin_password: adminPassword,
  };
}

/** An agent's context, as a request of his would have it. */
async function ctxOf(system: Context, agent_id: 'owner' | number): Promise<Context> {
  const { account_id } = system.caller;
  const agent = await inTransaction(system, ({ db }) => {
    const agents = db
      .selectFrom('agent')
      .select(['id', 'name', 'role', 'language'])
      .select(changedRights('agent.role').as('changed_rights'));
    const wanted = agent_id === 'owner' ? agents.where('is_owner', '=', true) : agents.where('id', '=', agent_id);
    return wanted.executeTakeFirstOrThrow();
  });
  const { id, name, role, language: locale } = agent;
  return {
    ...system,
    caller: {
      kind: 'agent',
      account_id,
      agent_id: id,
      name,
      role,
      rights: rightsOfRole(role, agent.changed_rights),
      locale,
    },
  };
}
