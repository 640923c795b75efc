import type { Context } from '#platform/context.ts';
import type { Move } from './move.ts';

type MovedPassword = {
  /** When the password that changed hands was chosen: a newer one is not given back. Null where none did. */
  password_set_at: string | null;
};

/** The other one's password becomes the survivor's where only the other one can sign in; otherwise each keeps his own. */
export const movePassword: Move<MovedPassword> = {
  name: 'password',
  async merge(ctx, { survivor, other, plan }) {
    if (!plan.access.takes_password) return { password_set_at: null };
    await exchange(ctx, survivor.id, other.id);
    return { password_set_at: await setAt(ctx, survivor.id) };
  },
  async undo(ctx, { survivor, other_id }, { password_set_at }) {
    if (await isPasswordOfMerge(ctx, survivor.id, { password_set_at })) await exchange(ctx, survivor.id, other_id);
  },
};

/** Whether the password that a merge gave to the survivor is still his. */
export async function isPasswordOfMerge(
  ctx: Context,
  survivor_id: number,
  { password_set_at }: MovedPassword,
): Promise<boolean> {
  return password_set_at !== null && (await setAt(ctx, survivor_id)) === password_set_at;
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
