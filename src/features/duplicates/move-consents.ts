import type { Context } from '#platform/context.ts';
import type { Move } from './move.ts';

/** The rows that went over, by their ids. */
type MovedConsents = { ids: number[] };

/** What the other one has agreed to, and withdrawn, becomes the survivor's; where both have agreed to the same thing the survivor's stands. */
export const moveConsents: Move<MovedConsents> = {
  name: 'consents',
  async merge(ctx, { survivor, other }) {
    const own = await ctx.db
      .selectFrom('contact_consent')
      .select('consent_id')
      .where('contact_id', '=', survivor.id)
      .execute();
    const kept = own.map(({ consent_id }) => consent_id);
    const theirs = await ctx.db
      .selectFrom('contact_consent')
      .select(['id', 'consent_id'])
      .where('contact_id', '=', other.id)
      .execute();
    const ids = theirs.filter(({ consent_id }) => !kept.includes(consent_id)).map(({ id }) => id);
    await give(ctx, ids, survivor.id);
    return { ids };
  },
  async undo(ctx, { other_id }, { ids }) {
    await give(ctx, ids, other_id);
  },
};

async function give({ db }: Context, ids: number[], contact_id: number): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('contact_consent').set({ contact_id }).where('id', 'in', ids).execute();
}
