import type { Pool } from 'pg';
import type { ServerBuild } from 'react-router';
import { findAccount } from '#features/accounts/find-account.ts';
import { findAccountOfHost } from '#features/accounts/find-account-of-host.ts';
import { listAccountIds } from '#features/accounts/list-account-ids.ts';
import { photoBytes } from '#features/contacts/photo/photo.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { readPortalViewCookie } from '#features/sessions/portal-view-cookie.ts';
import { sideOf, sides } from '#features/sessions/session.ts';
import type { SettableClock } from '#platform/clock.ts';
import { type Caller, type Context, isLooking, type Origin } from '#platform/context.ts';
import { databaseOfPool } from '#platform/database/database.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { createPost } from '#platform/email/post.ts';
import { createSmtpMail } from '#platform/email/smtp-mail.ts';
import { Failure } from '#platform/failure.ts';
import { databaseFiles } from '#platform/files/database-files.ts';
import type { Arrival, Peer } from '#platform/http/arrival.ts';
import type { Assets } from '#platform/http/assets.ts';
import { readCookie } from '#platform/http/cookies.ts';
import { createSite, type Site } from '#platform/http/create-site.ts';
import { healthResponse } from '#platform/http/health.ts';
import type { RequestContext } from '#platform/http/request-context.ts';
import { localeOfRequest } from '#platform/i18n/locale-of-request.ts';
import { translator } from '#platform/i18n/translator.ts';
import type { Log } from '#platform/log.ts';
import { createOutbound } from '#platform/outbound/outbound.ts';
import { hashesAtOnce } from '#platform/passwords.ts';
import { createWorker, type Worker } from '#platform/queue/worker.ts';
import { createSeal } from '#platform/seal.ts';
import { tableLimits } from '#platform/tables/table-limits.ts';
import { createTokens } from '#platform/tokens.ts';
import { endpoints } from './api.ts';
import type { Config } from './config.ts';
import { jobs, schedules } from './jobs.ts';

/** Where lists of customers arrive, whole or inside a form. */
const uploads = /^\/imports\/(upload|new|new\.data)$/;
const uploadLimit = tableLimits.csv_bytes + 64 * 1024;

/** Where photos and logos arrive. They may weigh more than is taken, so that too large a one is refused beside its field. */
const photoForms = /^\/(contacts\/(new|\d+\/(edit|photo))|settings\/look)(\.data)?$/;
const photoFormLimit = 3 * photoBytes;

/**
 * Where passwords come in to be compared. Four at once for each that hashes, of which a refused one takes a third of a second,
 * leave half of a small machine to everybody else (bench/sign-in.ts); who waits in line does so for a second at the most.
 */
const signInForms = {
  path: /^\/(portal\/)?sign-in\/?(\.data)?$/i,
  at_once: 4 * hashesAtOnce,
  waiting: 8 * hashesAtOnce,
};

/** Where a sign-in provider's page may send its answer as a form; what arrives is led on to the same address as a plain visit. */
const signInReturns = /^\/sign-in-return\/\d+$/;

/** What an app stands on: everything that is outside of it, opened and closed by whoever makes it. */
export interface Outside {
  config: Pick<Config, 'trusted_proxies' | 'smtp_url' | 'mail_from' | 'bounce_address'> &
    Partial<Pick<Config, 'private_hosts' | 'dns_server'>>;
  pools: { pages: Pool; worker: Pool; listen: Pool };
  clock: SettableClock;
  log: Log;
  /** What links and stored secrets are signed with. */
  secret_key: string;
}

/** Maru without sockets and processes: every test starts here. */
export interface App {
  /** Answers one request; from this machine unless `peer` says otherwise. */
  fetch(request: Request, peer?: Peer): Promise<Response>;
  worker: Worker;
  /** The context of acts on behalf of a caller, outside of a request. */
  contextOf(caller: Caller): Context;
  /** Ends event streams, so that a server in front can drain. */
  endStreams(): void;
  /** Ends streams and the worker. The pools stay open: they are the caller's. */
  close(): Promise<void>;
}

/** Puts the program together. Without `pages` it answers endpoints only. */
export function createApp(outside: Outside, pages?: { build: ServerBuild; assets: Assets }): App {
  const mail = createSmtpMail(outside.config);
  const post = createPost(outside.config);
  const outbound = createOutbound({ allowed: outside.config.private_hosts ?? new Set() });
  const db = { pages: databaseOfPool(outside.pools.pages), worker: databaseOfPool(outside.pools.worker) };

  function contextOf(caller: Caller, at: { time_zone?: string; origin?: Origin; isJob?: boolean } = {}): Context {
    return {
      caller,
      db: at.isJob ? db.worker : db.pages,
      clock: outside.clock,
      files: databaseFiles,
      log: at.origin ? outside.log.child({ request_id: at.origin.request_id }) : outside.log,
      t: translator(caller.locale, at.time_zone),
      tokens: createTokens(outside.secret_key, caller.account_id),
      seal: createSeal(outside.secret_key, caller.account_id),
      outbound,
      post,
      sends_mail: mail.is_configured,
      ...(at.origin && { origin: at.origin }),
    };
  }

  async function identify(arrival: Arrival): Promise<RequestContext | Response> {
    const { url, origin, request } = arrival;
    const health = await healthResponse(url, outside.pools.pages);
    if (health) return health;
    const account_id = await findAccountOfHost(db.pages, url.host);
    if (account_id === null) return identifyNobody(arrival);
    const side = sideOf(url);
    const token = readCookie(request.headers, sides[side], url.protocol === 'https:');
    const nobody = contextOf({ kind: 'stranger', account_id, locale: 'en' }, { origin });
    // One transaction for both: every request waits for it.
    const { account, caller } = await inTransaction(nobody, async (nobody) => {
      const account = await findAccount(nobody);
      const locale = localeOfRequest(request.headers, { account: account.language });
      const stranger = { ...nobody, caller: { ...nobody.caller, locale } };
      return {
        account,
        caller: await findCallerOfRequest(stranger, { side, token, view: readPortalViewCookie(request) }),
      };
    });
    // The database refuses it too; this way not even a cookie changes.
    if (isLooking(caller) && request.method !== 'GET' && request.method !== 'HEAD') {
      throw new Failure('forbidden', 'platform.only_looking');
    }
    const { time_zone, public_url } = account;
    return { ctx: contextOf(caller, { origin, time_zone }), time_zone, address: public_url };
  }

  /** At an unknown host there is nothing; before the first account there is nothing but its set-up. */
  async function identifyNobody({ url, origin, request }: Arrival): Promise<RequestContext | Response> {
    const isSetUp = (await listAccountIds(db.pages)).length > 0;
    if (isSetUp) throw new Failure('not_found', 'platform.not_found');
    const caller = { kind: 'stranger' as const, account_id: 0, locale: localeOfRequest(request.headers, {}) };
    if (/^\/(set-up|preferences)([./]|$)/.test(url.pathname))
      return { ctx: contextOf(caller, { origin }), time_zone: 'UTC', address: null };
    if (request.method !== 'GET') throw new Failure('not_found', 'platform.not_found');
    return new Response(null, { status: 303, headers: { location: '/set-up' } });
  }

  const worker = createWorker({
    pool: outside.pools.worker,
    log: outside.log,
    clock: outside.clock,
    jobs,
    schedules,
    async contextOf(account_id, { stopping, request_id }) {
      const nobody = contextOf({ kind: 'system', account_id, locale: 'en' }, { isJob: true });
      const { language, time_zone } = await findAccount(nobody);
      const caller = { ...nobody.caller, locale: language };
      const ctx = contextOf(caller, { isJob: true, time_zone });
      return { ...ctx, log: outside.log.child({ account_id, request_id }), mail, stopping };
    },
  });

  const site: Site = createSite({
    ...(pages && { pages: pages.build, assets: pages.assets }),
    endpoints,
    identify,
    signInPath: (url) => (sideOf(url) === 'portal' ? '/portal/sign-in' : '/sign-in'),
    log: outside.log,
    trusted_proxies: outside.config.trusted_proxies,
    foreign_forms: signInReturns,
    crowded: signInForms,
    body_limits: [
      { path: uploads, limit_bytes: uploadLimit },
      { path: photoForms, limit_bytes: photoFormLimit },
    ],
  });

  return {
    fetch: (request, peer = { address: '127.0.0.1' }) => site.fetch(request, peer),
    worker,
    contextOf,
    endStreams: site.close,
    async close() {
      site.close();
      await worker.stop();
      mail.close();
      await outbound.close();
    },
  };
}
