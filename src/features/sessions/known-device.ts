import { timingSafeEqual } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { hashToken } from '#platform/tokens.ts';
import type { SessionOwner } from './create-session.ts';

/** So often may one person's known browsers try in an hour; there the failures of strangers do not count, nor his with theirs. */
export const knownDeviceLimit = { points: 20, seconds: 3_600 };

/** The token by which a person's browser is known again; a new password makes it another one. */
export function deviceToken(
  { tokens }: Pick<Context, 'tokens'>,
  owner: SessionOwner,
  { password_set_at }: { password_set_at: Date },
): string {
  const generation = password_set_at.getTime();
  return 'agent_id' in owner
    ? tokens.make({ purpose: 'known_agent_device', id: owner.agent_id, generation })
    : tokens.make({ purpose: 'known_device', id: owner.contact_id, generation });
}

/** Whether `device`, what a browser has brought, is this person's token. */
export function isKnownDevice(device: string | null, token: string): boolean {
  return device !== null && timingSafeEqual(hashToken(device), hashToken(token));
}
