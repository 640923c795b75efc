import { Hono, type Context as HonoContext } from 'hono';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { sides } from '#features/sessions/session.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { readCookie } from '#platform/http/cookies.ts';
import { readId } from '#platform/http/read-id.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { finishLink } from './own-links/finish-link.ts';
import { proofCookie } from './proofs/proof-cookie.ts';
import { type ReturnNews, signInPathAfter } from './return-path.ts';
import { signInAgentByProvider } from './sign-in-agent-by-provider.ts';
import { signInContactByProvider } from './sign-in-contact-by-provider.ts';
import type { Audience } from './sign-in-provider.ts';
import { testCookie } from './test-cookie.ts';
import { sealTestResult } from './test-result.ts';
import { completeTrip } from './trips/complete-trip.ts';
import { openTrip, type Trip } from './trips/trip.ts';
import { readTripCookie, tripCookie } from './trips/trip-cookie.ts';

/**
 * `GET /sign-in-return/1`: where a provider sends people back to. By a protocol that others have made this one visit changes something, and only for
 * the browser that went: without its cookie it is an answer to nobody. `POST` takes the same answer as a form from Apple's page, and leads on to
 * the plain visit, since a form from elsewhere brings no cookie.
 */
export const signInReturn = new Hono<SiteEnv>();

/** What an answer may carry (OAuth 2.0, RFC 9207); whatever else is sent is left behind. */
const parameters = ['code', 'state', 'iss', 'error'] as const;
const longest = 4_000;

signInReturn.post('/sign-in-return/:provider', async (c) => {
  const form = await c.req.parseBody().catch((): Record<string, unknown> => ({}));
  const query = new URLSearchParams();
  for (const name of parameters) {
    const value = form[name];
    if (typeof value === 'string' && value.length <= longest) query.set(name, value);
  }
  return c.redirect(`/sign-in-return/${readId(c.req.param('provider'))}?${query}`, 303);
});

signInReturn.get('/sign-in-return/:provider', async (c) => {
  const { arrival } = c.env;
  const trip = openTrip(c.env.ctx, readTripCookie(arrival.request, arrival.url));
  const audience = trip?.audience ?? 'contact';
  // Whatever comes of it, nobody comes back by it a second time.
  c.header('set-cookie', tripCookie(null, arrival.url));
  try {
    const ctx = await contextOfSide(c, audience);
    const person = await completeTrip(ctx, {
      trip,
      provider_id: readId(c.req.param('provider')),
      search: arrival.url.search,
    });
    return c.redirect(await arrive(c, ctx, trip!, person), 303);
  } catch (error) {
    const news = error instanceof Failure ? newsOf(error) : null;
    if (!news) throw error;
    return c.redirect(
      trip && trip.purpose !== 'sign_in'
        ? troublePath(trip, error as Failure)
        : signInPathAfter(audience, news, trip?.return_to ?? '/portal'),
      303,
    );
  }
});

type Door = HonoContext<SiteEnv>;

/** Does what he went for; gives where to go now. */
async function arrive(
  c: Door,
  ctx: Context,
  trip: Trip,
  person: Parameters<typeof signInContactByProvider>[1],
): Promise<string> {
  const { url } = c.env.arrival;
  const add = (cookie: string) => c.header('set-cookie', cookie, { append: true });
  if (trip.purpose === 'test') {
    add(testCookie(sealTestResult(ctx, person), url));
    return trip.return_to;
  }
  if (trip.purpose === 'link') {
    await finishLink(ctx, { trip, person });
    return `${trip.return_to}?linked`;
  }
  if (trip.audience === 'agent') {
    add(sessionCookie('console', await signInAgentByProvider(ctx, person), url));
    return trip.return_to;
  }
  const arrived = await signInContactByProvider(ctx, person);
  if ('proof' in arrived) {
    add(proofCookie(arrived.proof, url));
    return `/portal/prove-address?${new URLSearchParams({ return_to: trip.return_to })}`;
  }
  add(sessionCookie('portal', arrived.session, url));
  return trip.return_to;
}

/** The context of whoever is signed in on the side that he went from; this address belongs to neither. */
async function contextOfSide({ env: { ctx, arrival } }: Door, audience: Audience): Promise<Context> {
  const side = audience === 'agent' ? 'console' : 'portal';
  const { account_id, locale } = ctx.caller;
  const stranger: Context = { ...ctx, caller: { kind: 'stranger', account_id, locale } };
  const token = readCookie(arrival.request.headers, sides[side], arrival.url.protocol === 'https:');
  return { ...ctx, caller: await findCallerOfRequest(stranger, { side, token }) };
}

const newsOfCodes: Record<string, ReturnNews> = {
  'portal_access.not_authorized': 'refused',
  'sign_in_providers.agent_refused': 'refused',
  'sign_in_providers.cancelled': 'cancelled',
  'sign_in_providers.trip_lost': 'lost',
  'sign_in_providers.answer_refused': 'answer_refused',
  'sign_in_providers.provider_down': 'down',
  'sign_in_providers.secret_lost': 'down',
  'sign_in_providers.identity_taken': 'answer_refused',
  'platform.not_found': 'lost',
  'platform.not_signed_in': 'lost',
};

function newsOf({ code }: Failure): ReturnNews | null {
  return newsOfCodes[code] ?? null;
}

/** Back to the page that sent him, which says what is the matter in its own words: who is nobody any more has lost his way. */
function troublePath({ return_to }: Trip, { code }: Failure): string {
  const [where, what] = code.split('.');
  return `${return_to}?trouble=${where === 'platform' ? 'trip_lost' : what}`;
}
