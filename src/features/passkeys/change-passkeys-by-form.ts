import { describeDevice } from '#features/sessions/describe-device.ts';
import type { Context } from '#platform/context.ts';
import { readId } from '#platform/http/read-id.ts';
import { createPasskey } from './create-passkey.ts';
import { deleteOwnPasskey } from './delete-own-passkey.ts';
import { updateOwnPasskey } from './update-own-passkey.ts';

/** What the forms of `PasskeyList` send. */
export const passkeyFields = ['intent', 'passkey_id', 'name', 'credential'] as const;

/** Does what a form of `PasskeyList` asks and says what has happened; null for a form of another list. */
export async function changePasskeysByForm(
  ctx: Context,
  given: { [F in (typeof passkeyFields)[number]]?: string },
): Promise<'added' | 'renamed' | 'removed' | null> {
  const { intent, passkey_id = '', name = '', credential = '' } = given;
  if (intent === 'add_passkey') {
    const { browser, system } = describeDevice(ctx.origin?.user_agent ?? null);
    const device = [browser, system].filter(Boolean).join(' · ') || 'Passkey';
    await createPasskey(ctx, { credential, name, device });
    return 'added';
  }
  if (intent === 'rename_passkey') {
    await updateOwnPasskey(ctx, { passkey_id: readId(passkey_id), name });
    return 'renamed';
  }
  if (intent !== 'remove_passkey') return null;
  await deleteOwnPasskey(ctx, { passkey_id: readId(passkey_id) });
  return 'removed';
}
