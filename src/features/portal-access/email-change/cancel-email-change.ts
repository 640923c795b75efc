import { allowContact, type Context } from '#platform/context.ts';
import { revokeEmailChange } from './revoke-email-change.ts';

/** A signed-in customer thinks better of another address that he has not confirmed yet: its link stops working. */
export async function cancelEmailChange(ctx: Context): Promise<void> {
  const { contact_id } = allowContact(ctx);
  await revokeEmailChange(ctx, { contact_id });
}
