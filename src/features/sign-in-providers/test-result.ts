import type { Context } from '#platform/context.ts';
import type { KnownPerson } from './trips/complete-trip.ts';

/** What a provider has said of the admin who tried it out, for his eyes only. */
export type TestResult = Pick<KnownPerson, 'provider_id' | 'issuer' | 'subject' | 'name' | 'address'>;

const what = 'sign_in_provider.test';

/** Kept by his own browser for a minute, sealed: trying out leaves nothing in the database. */
export function sealTestResult(
  { seal }: Context,
  { provider_id, issuer, subject, name, address }: KnownPerson,
): string {
  return seal.close(what, JSON.stringify({ provider_id, issuer, subject, name, address })).toString('base64url');
}

/** What the browser brings back of the provider that the page is about; null for none. */
export function openTestResult({ seal }: Context, sealed: string | null, provider_id: number): TestResult | null {
  const text = sealed && seal.open(what, Buffer.from(sealed, 'base64url'));
  const result = text ? (JSON.parse(text) as TestResult) : null;
  return result?.provider_id === provider_id ? result : null;
}
