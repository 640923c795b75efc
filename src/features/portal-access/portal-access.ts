import type { Account } from '#features/accounts/account.ts';
import { knownDeviceLimit } from '#features/sessions/known-device.ts';
import { Failure } from '#platform/failure.ts';
import type { RateLimit } from '#platform/rate-limit.ts';

/** How long a link to choose a new password works. */
export const resetHours = 12;

/** How long a temporary password waits for its one sign-in (ASVS 6.4.1: initial passwords expire). */
export const temporaryHours = 72;
/** How long whoever has signed in with it may think of another one. */
export const temporaryLinkMinutes = 60;
/** How long a link that signs in works: whoever asks for one sits and waits for it. */
export const signInLinkMinutes = 15;

/** A contact's failed sign-ins of more than a day ago are forgotten. */
export const forgottenAfterMs = 24 * 3_600_000;

/**
 * How often what may be tried. By network against spraying one password over many addresses; by address against flooding
 * one mailbox, whether or not anybody has that address. A lock of one contact is the account's own setting.
 */
export const limits = {
  sign_in: { name: 'portal_access.sign_in', points: 60, seconds: 600 },
  known_device: { name: 'portal_access.known_device', ...knownDeviceLimit },
  link: { name: 'portal_access.link', points: 60, seconds: 600 },
  way_in: { name: 'portal_access.way_in', points: 30, seconds: 3_600 },
  sign_up: { name: 'portal_access.sign_up', points: 20, seconds: 3_600 },
  way_in_mail: { name: 'portal_access.way_in_mail', points: 3, seconds: 3_600 },
} as const satisfies Record<string, RateLimit>;

/** The one answer to every sign-in that does not succeed, whatever the reason. */
export function notAuthorized(): Failure {
  return new Failure('forbidden', 'portal_access.not_authorized');
}

/**
 * A link to the account's portal, starting with the address that the account has stored and never with what a request
 * says. Fails as unavailable where no address is known.
 */
export function portalLink({ public_url }: Pick<Account, 'public_url'>, path: string, token?: string): string {
  if (!public_url) throw new Failure('unavailable', 'portal_access.no_address');
  const url = new URL(path, public_url);
  if (token) url.searchParams.set('token', token);
  return url.href;
}
