import { findAccount } from '#features/accounts/find-account.ts';
import { listAskedFields } from '#features/custom-fields/list-asked-fields.ts';
import { findSignedUp } from '#features/invitations/sign-up/find-signed-up.ts';
import { listConsents } from '#features/portal-access/consents/list-consents.ts';
import { notAuthorized } from '#features/portal-access/portal-access.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { admitByProvider } from './admit-by-provider.ts';

/**
 * Whether somebody whom nobody knows may come in by a provider at once: where anybody may sign up, no agent decides on it and no field
 * of the account's own has to be filled in, nor anything agreed to. Elsewhere he signs up by the form.
 */
export async function mayCreateNewcomer(ctx: Context): Promise<boolean> {
  const { sign_up, has_sign_up_approval } = await findAccount(ctx);
  if (sign_up !== 'anyone' || has_sign_up_approval || (await mustConsent(ctx))) return false;
  return (await listAskedFields(ctx)).length === 0;
}

/** Whether nobody comes in for the first time without having agreed to something: that takes a form, which a provider's answer is not. */
export async function mustConsent(ctx: Context): Promise<boolean> {
  return (await listConsents(ctx)).some(({ is_required }) => is_required);
}

/**
 * Makes a contact of somebody who has proved an address that nobody has, in the running transaction: his name is what his provider calls
 * him, and nothing else of what it says counts (E06). Refused as everybody is where the account does not want it, or where the address is an
 * agent's or must not come in.
 */
export async function createNewcomer(
  ctx: Context,
  { email, name }: { email: string; name: string | null },
): Promise<{ contact_id: number }> {
  const language = ctx.caller.locale;
  const asked = { email, name: name ?? email, language, custom_fields: {} };
  const may_create = await mayCreateNewcomer(ctx);
  const signedUp = await findSignedUp(ctx, asked, { may_create }).catch((error: unknown) => {
    // Whose an address is at this moment concerns nobody but its owner.
    throw error instanceof Failure && error.kind === 'conflict' ? notAuthorized() : error;
  });
  if ('reason' in signedUp) throw notAuthorized();
  await admitByProvider(ctx, { contact_id: signedUp.contact_id, email });
  return signedUp;
}
