import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { codeOf } from '#features/sign-in-providers/proofs/address-proof.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, insertContact } from './portal.ts';
import { addProvider, cookieOf, travel } from './provider-trip.ts';
import { startApp, type TestApp } from './start-app.ts';
import { type OpenIdProvider, startOpenIdProvider } from './start-openid-provider.ts';

/** A help desk whose customers may come by a provider of this machine that answers for addresses of hanbit.example. */
export interface ProviderDesk {
  app: TestApp;
  admin: Context;
  provider: OpenIdProvider;
  provider_id: number;
  /** A customer who has proved his address, and the same person at the provider, with these claims beside it. */
  someone(claims?: { email_verified?: unknown }): Promise<{ id: number; login: string; email: string }>;
  /** Comes by the provider as somebody there; nobody's name means that he says no. */
  come(login: string): Promise<Response>;
  /** The contact that a browser is signed in as by what it was given; null for none. */
  callerOf(response: Response): Promise<number | null>;
  /** The code that was asked for last, by whomever. */
  mailedCode(): Promise<string>;
  mailsTo(address: string): Promise<{ kind: string; contact_id: number | null }[]>;
  stop(): Promise<void>;
}

export async function startProviderDesk(): Promise<ProviderDesk> {
  const provider = await startOpenIdProvider({ people: {} });
  const app = await startApp({ private_hosts: [provider.host] });
  const provider_id = await addProvider(app, provider, { email_domains: 'hanbit.example' });
  const system = app.systemCtx();
  let made = 0;
  return {
    app,
    admin: await app.ctxOfAdmin(),
    provider,
    provider_id,
    async someone(claims = { email_verified: true }) {
      const login = `ruth${++made}`;
      const email = `${login}@hanbit.example`;
      const id = await insertContact(system, { name: `Ruth ${made}`, email });
      await activateContact(system, id);
      provider.people[login] = { email, name: `Ruth ${made}`, ...claims };
      return { id, login, email };
    },
    come: (login) => travel(app, { provider_id, there: (url) => provider.signIn(url, login) }),
    async callerOf(response) {
      const token = cookieOf(response, 'portal_session');
      const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'portal', token });
      return caller.kind === 'contact' ? caller.contact_id : null;
    },
    async mailedCode() {
      const { id, code_number } = await inTransaction(system, ({ db }) =>
        db
          .selectFrom('address_proof')
          .select(['id', 'code_number'])
          .where('code_hash', 'is not', null)
          .orderBy('id', 'desc')
          .executeTakeFirstOrThrow(),
      );
      return codeOf(system.tokens.make({ purpose: 'sign_in_code', id, generation: code_number }));
    },
    mailsTo: (address) =>
      inTransaction(system, ({ db }) =>
        db
          .selectFrom('mail_message')
          .select(['kind', 'contact_id'])
          .where('to_address', '=', address)
          .orderBy('id')
          .execute(),
      ),
    async stop() {
      await app.stop();
      await provider.stop();
    },
  };
}
