import type { Context } from '#platform/context.ts';
import type { Arrival } from './arrival.ts';

/** What the program knows of a request before any door opens: who calls, and the account he calls at. */
export interface RequestContext {
  ctx: Context;
  /** The account's IANA time zone, such as `Asia/Seoul`. */
  time_zone: string;
  /** The account's own address, such as `https://help.example.com`; null until it is known. */
  address: string | null;
}

/** What an endpoint finds in `c.env` (Hono's bindings): the request's context, how it arrived and when to stop. */
export interface Door extends RequestContext {
  arrival: Arrival;
  /** Aborted when the program stops: streams end themselves on it. */
  closing: AbortSignal;
}

/** The type of a Hono app with Maru's endpoints: `new Hono<SiteEnv>()`. */
export interface SiteEnv {
  Bindings: Door;
}
