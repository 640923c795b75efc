import { encode } from 'uqr';
import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enrolmentAddress, sealedFor } from './totp.ts';

/** What an agent's app is set up by, until he has confirmed it. */
export interface Enrolment {
  /** In groups of four, to be typed where nothing can be scanned. */
  secret: string;
  /** What a QR code holds, to be opened on the phone itself. */
  address: string;
  /** The QR code, row by row: true is dark. */
  modules: boolean[][];
}

/** The secret that waits for an agent's first code; null where none does. Asks no permission. */
export async function findEnrolment(ctx: Context, { agent_id }: { agent_id: number }): Promise<Enrolment | null> {
  return inTransaction(ctx, async (ctx) => {
    const row = await ctx.db
      .selectFrom('agent_totp')
      .innerJoin('agent', 'agent.id', 'agent_totp.agent_id')
      .select(['sealed_secret', 'email'])
      .where('agent_id', '=', agent_id)
      .where('confirmed_at', 'is', null)
      .executeTakeFirst();
    const secret = row ? ctx.seal.open(sealedFor, row.sealed_secret) : null;
    if (!row || secret === null) return null;
    const { name } = await findAccount(ctx);
    const address = enrolmentAddress({ secret, email: row.email, issuer: name });
    return {
      secret: secret.match(/.{1,4}/g)!.join(' '),
      address,
      modules: encode(address, { ecc: 'M', border: 2 }).data,
    };
  });
}
