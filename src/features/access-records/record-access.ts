import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type Access, sameLookMinutes } from './access-record.ts';

/**
 * Writes down that the caller sees or takes away what is held about people, in the running transaction where there is one. A look
 * at a contact within minutes of the last is the same look. Only agents and the command line are written down: customers see
 * nobody but themselves.
 */
export async function recordAccess(ctx: Context, { kind, contact_id, details }: Access): Promise<void> {
  const { caller, origin } = ctx;
  if (caller.kind === 'contact' || caller.kind === 'stranger') return;
  const agent_id = caller.kind === 'agent' ? caller.agent_id : null;
  const ip = origin?.ip ?? null;
  await inTransaction(ctx, async ({ db, clock }) => {
    const now = clock.now();
    const since = new Date(now.getTime() - sameLookMinutes * 60_000);
    const isSame = sql`select from access_record
      where contact_id = ${contact_id ?? null} and at > ${since} and kind = ${kind}
        and agent_id is not distinct from ${agent_id} and ip is not distinct from ${ip}`;
    await sql`
      insert into access_record (account_id, at, kind, agent_id, contact_id, ip, request_id, details)
      select ${caller.account_id}, ${now}, ${kind}, ${agent_id}, ${contact_id ?? null}, ${ip},
        ${origin?.request_id ?? null}, ${details ? JSON.stringify(details) : null}::jsonb
      ${kind === 'contact_viewed' || kind === 'mail_viewed' ? sql`where not exists (${isSame})` : sql``}`.execute(db);
  });
}
