import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { hashToken } from '#platform/tokens.ts';

export interface NewInvitation {
  contact_id: number;
  /** The address that the link proves. */
  email: string;
}

export interface CreatedInvitation {
  id: number;
  /** What the link carries; nothing but its hash is stored. */
  token: string;
}

/**
 * Makes a fresh link for each contact, in the order given, and lets their older ones say that they were replaced. Part
 * of inviting and of copying a link; the contacts' rows are locked by then.
 */
export async function createInvitations(
  ctx: Context,
  invited: readonly NewInvitation[],
  {
    expires_at,
    bulk_action_id,
    reminder_number = 0,
  }: { expires_at: Date; bulk_action_id?: number; reminder_number?: number },
): Promise<CreatedInvitation[]> {
  return inTransaction(ctx, async ({ db, caller, clock, tokens }) => {
    const now = clock.now();
    const client = db.client!;
    const contact_ids = invited.map(({ contact_id }) => contact_id);
    await client.query(
      `update invitation set replaced_at = $3
       where account_id = $1 and contact_id = any($2)
         and spent_at is null and replaced_at is null and cancelled_at is null`,
      [caller.account_id, contact_ids, now],
    );
    // Tokens are made from ids, so ids are needed before the rows.
    const { rows: ids } = await client.query<{ id: number }>(
      `select nextval(pg_get_serial_sequence('invitation', 'id')) as id from generate_series(1, $1)`,
      [invited.length],
    );
    const links = ids.map(({ id }) => ({ id, token: tokens.make({ purpose: 'invitation', id, generation: 1 }) }));
    await client.query(
      `insert into invitation
         (account_id, id, contact_id, email, token_hash, agent_id, bulk_action_id, reminder_number, created_at, expires_at)
       select $1, link.id, link.contact_id, link.email, link.token_hash, $6, $7, $8, $9, $10
       from unnest($2::bigint[], $3::bigint[], $4::text[], $5::bytea[]) as link (id, contact_id, email, token_hash)`,
      [
        caller.account_id,
        links.map(({ id }) => id),
        contact_ids,
        invited.map(({ email }) => email),
        links.map(({ token }) => hashToken(token)),
        caller.kind === 'agent' ? caller.agent_id : null,
        bulk_action_id ?? null,
        reminder_number,
        now,
        expires_at,
      ],
    );
    return links;
  });
}
