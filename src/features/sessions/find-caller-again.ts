import type { Context } from '#platform/context.ts';
import type { Arrival } from '#platform/http/arrival.ts';
import { readCookie } from '#platform/http/cookies.ts';
import { findCallerOfRequest } from './find-caller-of-request.ts';
import { sideOf, sides } from './session.ts';

/**
 * The context of whoever a request's session belongs to by now: a stream that goes on for minutes asks this before it tells
 * more, and ends when the session has (C03).
 */
export async function findCallerAgain(ctx: Context, { request, url }: Arrival): Promise<Context> {
  const { account_id, locale } = ctx.caller;
  const stranger: Context = { ...ctx, caller: { kind: 'stranger', account_id, locale } };
  const side = sideOf(url);
  const token = readCookie(request.headers, sides[side], url.protocol === 'https:');
  return { ...ctx, caller: await findCallerOfRequest(stranger, { side, token }) };
}
