import { createProvider } from '#features/sign-in-providers/create-provider.ts';
import type { Audience } from '#features/sign-in-providers/sign-in-provider.ts';
import { beginTrip } from '#features/sign-in-providers/trips/begin-trip.ts';
import type { TripPurpose } from '#features/sign-in-providers/trips/trip.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { TestApp } from './start-app.ts';

/** Ways to sign-in providers and back without a browser. */

let networks = 0;

/** A stranger from a network of his own, so that limits of one test do not meet another's. */
export function strangerAt(app: TestApp): Context {
  networks++;
  const ip = `198.51.${Math.floor(networks / 250)}.${networks % 250}`;
  return { ...app.ctxOfStranger(), origin: { request_id: 'r', ip, user_agent: 'test' } };
}

/** An OpenID provider of this machine, offered to both audiences; its id. */
export async function addProvider(
  app: TestApp,
  { issuer, client_id, client_secret }: { issuer: string; client_id: string; client_secret: string },
  more: Record<string, string> = {},
): Promise<number> {
  const given = { name: 'Acorn Login', issuer, client_id, client_secret, is_for_contacts: 'on', is_for_agents: 'on' };
  const { id } = await createProvider(await app.ctxOfAdmin(), { kind: 'openid', given: { ...given, ...more } });
  return id;
}

interface Going {
  provider_id: number;
  audience?: Audience;
  purpose?: TripPurpose;
  return_to?: string;
  /** Who goes; a stranger unless told. */
  ctx?: Context;
  /** Beside the trip's own cookie. */
  cookie?: string;
  /** What happens there: from the address he is sent to, the one he is sent back to. */
  there(url: string): Promise<string> | string;
}

/** Goes to a provider and comes back; gives Maru's answer to the browser. */
export async function travel(app: TestApp, going: Going): Promise<Response> {
  const { provider_id, audience = 'contact', purpose = 'sign_in', there } = going;
  const return_to = going.return_to ?? (audience === 'contact' ? '/portal' : '/');
  const asked = { provider_id, audience, purpose, return_to };
  const { url, sealed } = await beginTrip(going.ctx ?? strangerAt(app), asked);
  return comeBack(app, await there(url), [`__Host-sign_in_trip=${sealed}`, going.cookie ?? ''].join('; '));
}

/** A browser's visit at the address that a provider has sent it back to. */
export function comeBack(app: TestApp, back: string, cookie: string): Promise<Response> {
  networks++;
  const { pathname, search } = new URL(back);
  return app.ask(`${pathname}${search}`, { cookie, from: `198.18.${Math.floor(networks / 250)}.${networks % 250}` });
}

/** A cookie's value in an answer; null where it is not there or is taken away. */
export function cookieOf(response: Response, name: string): string | null {
  const found = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`__Host-${name}=`));
  return found ? decodeURIComponent(/=([^;]*)/.exec(found)![1]!) || null : null;
}

/** Everything that somebody is linked to, oldest first. */
export function identitiesOf(app: TestApp, column: 'contact_id' | 'agent_id', id: number) {
  return inTransaction(app.systemCtx(), ({ db }) =>
    db.selectFrom('sign_in_identity').selectAll().where(column, '=', id).orderBy('id').execute(),
  );
}
