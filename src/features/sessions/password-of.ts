import type { Context } from '#platform/context.ts';
import type { SessionOwner } from './create-session.ts';

/** The hash of somebody's password; null for who comes in without one. */
export async function passwordHashOf({ db }: Context, owner: SessionOwner): Promise<string | null> {
  const row =
    'agent_id' in owner
      ? await db.selectFrom('agent').select('password_hash').where('id', '=', owner.agent_id).executeTakeFirst()
      : await db
          .selectFrom('contact_credential')
          .select('password_hash')
          .where('contact_id', '=', owner.contact_id)
          .executeTakeFirst();
  return row?.password_hash ?? null;
}

/** Whether he has a password, whatever it opens. */
export async function hasPassword(ctx: Context, owner: SessionOwner): Promise<boolean> {
  return (await passwordHashOf(ctx, owner)) !== null;
}
