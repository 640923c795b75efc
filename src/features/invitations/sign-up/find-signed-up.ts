import { findAccount } from '#features/accounts/find-account.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { listAskedFields } from '#features/custom-fields/list-asked-fields.ts';
import { findOwner, isMailable } from '#features/portal-access/find-owner.ts';
import type { Context } from '#platform/context.ts';
import { readFieldValues } from '#platform/fields/read-field-values.ts';
import type { OpenSignUp } from './find-sign-up.ts';

type Proved = Pick<OpenSignUp, 'email' | 'name' | 'language' | 'custom_fields'>;

/**
 * The contact that a proved sign-up is: the one who has the address, of whom nothing is changed, or a new one, also where
 * somebody was deleted for ever who had it. Or why he can not be let in: `active` for who is in already, `refused` for
 * an address that by now is an agent's, is only put beside another contact's, or is of somebody deleted, blocked, locked or
 * deactivated, and for an unknown one unless `may_create`. In the running transaction, which holds his row. Fails as conflict
 * where somebody else takes the address at this moment.
 */
export async function findSignedUp(
  ctx: Context,
  sign_up: Proved,
  { may_create }: { may_create: boolean },
): Promise<{ contact_id: number } | { reason: 'active' | 'refused' }> {
  const { email } = sign_up;
  const agent = await ctx.db.selectFrom('agent').select('id').where('email', '=', email).executeTakeFirst();
  if (agent) return { reason: 'refused' };
  const owner = await findOwner(ctx, { email, isLocked: true });
  if (!owner) return may_create ? { contact_id: await createSignedUp(ctx, sign_up) } : { reason: 'refused' };
  const { contact_id, portal_access } = owner;
  if (!owner.is_his || !owner.is_admittable || !isMailable(owner)) return { reason: 'refused' };
  return portal_access === 'active' ? { reason: 'active' } : { contact_id };
}

async function createSignedUp(ctx: Context, { email, name, language, custom_fields }: Proved): Promise<number> {
  const { country } = await findAccount(ctx);
  // What has become of the fields since he filled them in must not keep him out.
  const own_fields = (await listAskedFields(ctx)).map((field) => ({ ...field, is_required: false }));
  const read = readFieldValues(own_fields, custom_fields, { country, empty_words: new Set(), is_new: false });
  const still = Object.keys(read.values).map((field) => [field, custom_fields[field]!]);
  const given = { name, email, language, custom_fields: Object.fromEntries(still) };
  // Nobody who is signed in does this: he does it himself, before he is anybody.
  const own = { ...ctx, caller: { ...ctx.caller, kind: 'system' as const } };
  const { id } = await createContact(own, given, 'sign_up', { own_fields });
  return id;
}
