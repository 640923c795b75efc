import { findAccount } from '#features/accounts/find-account.ts';
import { listAskedFields } from '#features/custom-fields/list-asked-fields.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import type { Field } from '#platform/fields/field.ts';
import { sealForm } from './form-seal.ts';

/** What a stranger is asked for beside name and address, and the seal that the form carries. Fails as not_found where nobody may sign up. */
export async function findSignUpForm(ctx: Context): Promise<{ fields: Field[]; seal: string }> {
  const { sign_up } = await findAccount(ctx);
  if (sign_up === 'off') throw new Failure('not_found', 'platform.not_found');
  return { fields: await listAskedFields(ctx), seal: sealForm(ctx) };
}
