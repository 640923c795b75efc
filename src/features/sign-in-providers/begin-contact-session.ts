import { admitContact } from '#features/portal-access/admit-contact.ts';
import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';

/**
 * Begins a contact's session in the running transaction and notes the sign-in, unless he is not in (any more), locked by a
 * person, deactivated or deleted: then he is refused as everybody is. A lock by others' wrong passwords neither stops him nor ends.
 */
export async function beginContactSession(
  ctx: Context,
  { contact_id, provider_id }: { contact_id: number; provider_id: number },
): Promise<NewSession> {
  await admitContact(ctx, { contact_id });
  return createSession(ctx, { contact_id, is_remembered: false, method: 'provider', provider_id });
}
