import type { Context } from '#platform/context.ts';
import type { Move } from './move.ts';

type MovedAddresses = {
  /** Of the other one, his primary address first. */
  moved: string[];
  has_primary: boolean;
  /** The survivor's primary address before and afterwards. */
  primary: [string | null, string | null];
};

/** The other one's addresses become further ones of the survivor, each verified, unverified or retired as it was. */
export const moveAddresses: Move<MovedAddresses> = {
  name: 'addresses',
  async merge(ctx, { survivor, other, plan }) {
    const { db } = ctx;
    await db
      .updateTable('contact_email')
      .set({ contact_id: survivor.id, is_primary: false })
      .where('contact_id', '=', other.id)
      .execute();
    await makePrimary(ctx, survivor.id, plan.primary_email);
    return {
      moved: other.emails.map(({ email }) => email),
      has_primary: other.email !== null,
      primary: [survivor.email, plan.primary_email],
    };
  },
  async undo(ctx, { survivor, other_id }, { moved, has_primary, primary }) {
    const back = moved.filter((email) => survivor.emails.some((address) => address.email === email));
    if (back.length > 0) {
      await ctx.db
        .updateTable('contact_email')
        .set({ contact_id: other_id, is_primary: false })
        .where('contact_id', '=', survivor.id)
        .where('email', 'in', back)
        .execute();
    }
    const kept = survivor.emails.filter(({ email }) => !back.includes(email));
    const oldest = (addresses: typeof kept) => addresses.find(({ state }) => state !== 'retired')?.email ?? null;
    const isKept = (email: string | null) => kept.some((address) => address.email === email);
    // One that was made primary since stays it; the former one comes back, or else the oldest that is left.
    const [before, after] = primary;
    const wanted = survivor.email === after && isKept(before) ? before : survivor.email;
    await makePrimary(ctx, survivor.id, isKept(wanted) ? wanted : isKept(before) ? before : oldest(kept));
    if (!has_primary) return;
    const theirs = survivor.emails.filter(({ email }) => back.includes(email));
    await makePrimary(ctx, other_id, back[0] === moved[0] ? (back[0] ?? null) : oldest(theirs));
  },
};

/** There is never more than one primary address, not even between two statements. */
async function makePrimary({ db }: Context, contact_id: number, email: string | null): Promise<void> {
  const rows = db.updateTable('contact_email').where('contact_id', '=', contact_id);
  await rows
    .set({ is_primary: false })
    .where('is_primary', '=', true)
    .where('email', '<>', email ?? '')
    .execute();
  if (email) await rows.set({ is_primary: true }).where('email', '=', email).where('is_primary', '=', false).execute();
}
