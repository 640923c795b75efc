import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { SigningKey } from '#platform/email/mail.ts';
import { sealedAs } from './create-dkim-key.ts';
import { senderDomain } from './sender-domain.ts';

/** What mail of the account is signed with; null without a key whose record was found. Part of sending; asks no permission. */
export async function findSigningKey(ctx: Context): Promise<SigningKey | null> {
  const domain = senderDomain(ctx.post.from_address);
  if (domain === null) return null;
  const key = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('dkim_key')
      .select(['selector', 'private_key_sealed'])
      .where('domain', '=', domain)
      .where('verified_at', 'is not', null)
      .executeTakeFirst(),
  );
  const private_key = key && ctx.seal.open(sealedAs, key.private_key_sealed);
  return key && private_key ? { domain, selector: key.selector, private_key } : null;
}
