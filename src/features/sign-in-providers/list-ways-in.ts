import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Audience, WayIn } from './sign-in-provider.ts';

/** The providers whose buttons an audience sees on its sign-in page, in the account's order. Anybody may know them. */
export async function listWaysIn(ctx: Context, { audience }: { audience: Audience }): Promise<WayIn[]> {
  return inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('sign_in_provider')
      .select(['id', 'kind', 'name'])
      .where(audience === 'contact' ? 'is_for_contacts' : 'is_for_agents', '=', true)
      .orderBy('position')
      .orderBy('id')
      .execute(),
  );
}
