import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Email } from '#platform/email/email.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { hashToken } from '#platform/tokens.ts';
import { linkLife } from './agent.ts';

/**
 * Makes a link of a purpose for an agent and mails it; the ones he got before for the same purpose are replaced. Part of
 * the acts that invite and reset; asks no permission.
 */
export async function sendAgentLink(
  ctx: Context,
  mail: Email<{ agent_link_id: number }>,
  { purpose, agent }: { purpose: keyof typeof linkLife; agent: { id: number; email: string; language: Locale } },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock, tokens } = ctx;
    const now = clock.now();
    await db
      .updateTable('agent_link')
      .set({ replaced_at: now })
      .where('agent_id', '=', agent.id)
      .where('purpose', '=', purpose)
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .execute();
    const expires_at = new Date(now.getTime() + linkLife[purpose]);
    const id = await nextLinkId(ctx);
    const token_hash = hashToken(tokens.make({ purpose, id, generation: 1 }));
    await db
      .insertInto('agent_link')
      .values({
        account_id: caller.account_id,
        id,
        agent_id: agent.id,
        purpose,
        token_hash,
        created_at: now,
        expires_at,
      })
      .execute();
    await enqueueMail(ctx, mail, {
      ids: { agent_link_id: id },
      to_address: agent.email,
      language: agent.language,
      agent_id: agent.id,
      useful_until: expires_at,
    });
  });
}

/** The token is made from the id, so the id is needed before the row. */
async function nextLinkId({ db }: Context): Promise<number> {
  const { rows } = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('agent_link', 'id')) as id`.execute(
    db,
  );
  return rows[0]!.id;
}
