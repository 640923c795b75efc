import type { Context } from '#platform/context.ts';
import type { Move } from './move.ts';

type MovedPassword = {
  /** When the password that changed hands was chosen. Null where none did. */
  password_set_at: string | null;
};

/**
 * The other one's password becomes the survivor's where only the other one can sign in; otherwise each keeps his own. One
 * that was chosen while they were one is nobody's afterwards: either of them may know it, so only a link to an address of
 * his own lets the survivor in.
 */
export const movePassword: Move<MovedPassword> = {
  name: 'password',
  async merge(ctx, { survivor, other, plan }) {
    const isTaken = plan.access.takes_password && (await setAt(ctx, other.id)) !== null;
    if (!isTaken) return { password_set_at: null };
    await exchange(ctx, survivor.id, other.id);
    return { password_set_at: await setAt(ctx, survivor.id) };
  },
  async undo(ctx, { survivor, other_id, merged_at }, { password_set_at }) {
    const { numDeletedRows } = await ctx.db
      .deleteFrom('contact_credential')
      .where('contact_id', '=', survivor.id)
      .where('password_set_at', '>=', merged_at)
      .executeTakeFirstOrThrow();
    if (numDeletedRows > 0n) await endAccessWithoutWay(ctx, survivor.id);
    if (password_set_at === null) return;
    const isUntouched = (await setAt(ctx, survivor.id)) === password_set_at;
    // What the survivor had before lies with the other one, whom it must not let in.
    if (isUntouched || numDeletedRows > 0n) await exchange(ctx, survivor.id, other_id);
  },
};

/** Who has no address left that could prove him needs a new invitation. */
async function endAccessWithoutWay({ db }: Context, contact_id: number): Promise<void> {
  await db
    .updateTable('contact')
    .set({ portal_access: 'none', activated_at: null })
    .where('id', '=', contact_id)
    .where('portal_access', '=', 'active')
    .where((row) =>
      row.not(
        row.exists(
          row.selectFrom('contact_email').where('contact_id', '=', contact_id).where('state', '=', 'verified'),
        ),
      ),
    )
    .execute();
}

async function setAt({ db }: Context, contact_id: number): Promise<string | null> {
  const row = await db
    .selectFrom('contact_credential')
    .select('password_set_at')
    .where('contact_id', '=', contact_id)
    .executeTakeFirst();
  return row?.password_set_at?.toISOString() ?? null;
}

async function exchange({ db }: Context, one: number, other: number): Promise<void> {
  const rows = await db
    .deleteFrom('contact_credential')
    .where('contact_id', 'in', [one, other])
    .returningAll()
    .execute();
  if (rows.length === 0) return;
  await db
    .insertInto('contact_credential')
    .values(rows.map((row) => ({ ...row, contact_id: row.contact_id === one ? other : one })))
    .execute();
}
