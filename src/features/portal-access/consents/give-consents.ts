import { allowContact, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { findOwnConsents } from './find-own-consents.ts';
import { readTicks } from './read-ticks.ts';
import { writeConsents } from './write-consents.ts';

/**
 * A signed-in customer agrees to what he has ticked, of what he has not agreed to as it is worded now. Fails as invalid as long
 * as a required one is missing.
 */
export async function giveConsents(ctx: Context, { ticked }: { ticked: readonly number[] }): Promise<void> {
  const { contact_id } = allowContact(ctx);
  await inTransaction(ctx, async (ctx) => {
    const open = (await findOwnConsents(ctx)).filter(({ is_current }) => !is_current);
    await writeConsents(ctx, { contact_id, given: await readTicks(ctx, ticked, open) });
  });
}
