import type { Clock } from './clock.ts';
import type { Database } from './database/database.ts';
import type { Post } from './email/post.ts';
import { Failure } from './failure.ts';
import type { Files } from './files/files.ts';
import type { Locale } from './i18n/messages.ts';
import type { Translate } from './i18n/translator.ts';
import type { Log } from './log.ts';
import type { Outbound } from './outbound/outbound.ts';
import type { Right, Role } from './rights.ts';
import type { Seal } from './seal.ts';
import type { Tokens } from './tokens.ts';

/** An agent who is signed in, or on whose behalf a job runs. */
export interface AgentCaller {
  kind: 'agent';
  account_id: number;
  agent_id: number;
  name: string;
  role: Role;
  rights: ReadonlySet<Right>;
  locale: Locale;
  /** Absent in a job. */
  session_id?: number;
}

/** A customer who is signed in to the portal. */
export interface ContactCaller {
  kind: 'contact';
  account_id: number;
  contact_id: number;
  locale: Locale;
  session_id: number;
  /** The agent who looks at the portal as this contact: then nothing can be written. */
  viewed_by_agent_id?: number;
}

/** Somebody at the door who is not signed in. */
export interface StrangerCaller {
  kind: 'stranger';
  account_id: number;
  locale: Locale;
}

/** Maru itself (a schedule, a job nobody in particular asked for) or the person at the machine's command line. May do everything. */
export interface SystemCaller {
  kind: 'system';
  account_id: number;
  locale: Locale;
}

export type Caller = AgentCaller | ContactCaller | StrangerCaller | SystemCaller;

/** Whether it is an agent who only looks at the portal as a contact. */
export function isLooking(caller: Caller): boolean {
  return caller.kind === 'contact' && caller.viewed_by_agent_id !== undefined;
}

/** Where a request came from, for limits, sessions and the change log. A job and the command line have none. */
export interface Origin {
  request_id: string;
  ip: string;
  user_agent: string;
}

/** What an act gets as its first argument: who calls, and everything outside that it may touch. */
export interface Context {
  readonly caller: Caller;
  readonly db: Database;
  readonly clock: Clock;
  readonly files: Files;
  readonly log: Log;
  readonly t: Translate;
  /** Secrets for mailed links of the caller's account. */
  readonly tokens: Tokens;
  /** Keeps secrets of the caller's account that must be read again. */
  readonly seal: Seal;
  /** Requests to other sites, guarded: nobody reaches into a private network through us. */
  readonly outbound: Outbound;
  /** The way that mail takes out of the house. */
  readonly post: Post;
  /** False without `SMTP_URL`: mail stays in the outbox, and whoever may read it there may copy its links. */
  readonly sends_mail: boolean;
  readonly origin?: Origin;
}

/**
 * The first line of every act that an agent calls: refuses a caller without the right. Customers and strangers have no
 * rights of agents; acts that are theirs check the caller's kind instead (`allowContact`).
 */
export function allow(ctx: Context, right: Right): void {
  const { caller } = ctx;
  if (caller.kind === 'system') return;
  if (caller.kind === 'stranger') throw new Failure('not_signed_in', 'platform.not_signed_in');
  if (caller.kind !== 'agent' || !caller.rights.has(right)) throw new Failure('forbidden', 'platform.forbidden');
}

/** Whether `allow` would let the caller pass: for pages, which show only what he may do. */
export function isAllowed({ caller }: Context, right: Right): boolean {
  return caller.kind === 'system' || (caller.kind === 'agent' && caller.rights.has(right));
}

/** The first line of an act of the portal: refuses everybody but a signed-in customer, and says who that is. */
export function allowContact(ctx: Context): ContactCaller {
  if (ctx.caller.kind !== 'contact') throw new Failure('not_signed_in', 'platform.not_signed_in');
  return ctx.caller;
}
