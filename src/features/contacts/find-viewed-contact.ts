import { recordAccess } from '#features/access-records/record-access.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type FoundContact, findContact } from './find-contact.ts';

/** A contact for a page that shows him: that somebody looks at him is written down, and he is not shown where it can not be. */
export async function findViewedContact(ctx: Context, { id }: { id: number }): Promise<FoundContact> {
  return inTransaction(ctx, async (ctx) => {
    const contact = await findContact(ctx, { id });
    await recordAccess(ctx, { kind: 'contact_viewed', contact_id: id });
    return contact;
  });
}
