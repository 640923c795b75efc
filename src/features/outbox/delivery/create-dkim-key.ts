import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { senderDomain } from './sender-domain.ts';

/** What the private key is sealed for. */
export const sealedAs = 'dkim_key.private_key';

/** RFC 8301: receivers need not check longer ones, and must not believe shorter ones than 1024. */
const [fewestBits, mostBits] = [1024, 4096];

/**
 * Keeps a key to sign mail of the sender's domain with: a new one of 2048 bits, or the one given as PEM with the selector
 * that its record stands under. It replaces a former one, and signs once `checkDelivery` has found its record. Fails as
 * invalid for what is no private RSA key, and as conflict without a sender's domain. Needs `settings.edit`.
 */
export async function createDkimKey(
  ctx: Context,
  { private_key = '', selector = '' }: { private_key?: string; selector?: string } = {},
): Promise<void> {
  allow(ctx, 'settings.edit');
  const domain = senderDomain(ctx.post.from_address);
  if (domain === null) throw new Failure('conflict', 'mail_check.no_domain');
  const key = private_key.trim() === '' ? await newKey() : readKey(private_key);
  const chosen = selector.trim().toLowerCase() || `maru${ctx.clock.now().getTime().toString(36)}`;
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(chosen))
    throw invalid([{ field: 'selector', code: 'mail_check.no_selector' }]);
  const row = {
    selector: chosen,
    public_key: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
    private_key_sealed: ctx.seal.close(sealedAs, key.export({ type: 'pkcs8', format: 'pem' }).toString()),
    verified_at: null,
  };
  await inTransaction(ctx, async (ctx) => {
    const { account_id } = ctx.caller;
    const created = { ...row, created_at: ctx.clock.now() };
    await ctx.db
      .insertInto('dkim_key')
      .values({ account_id, domain, ...created })
      .onConflict((same) => same.columns(['account_id', 'domain']).doUpdateSet(created))
      .execute();
    await recordChange(ctx, { record: 'account', record_id: account_id, act: 'dkim_key_created' });
  });
}

async function newKey(): Promise<KeyObject> {
  return (await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })).privateKey;
}

function readKey(pem: string): KeyObject {
  const refused = invalid([{ field: 'private_key', code: 'mail_check.no_key' }]);
  if (pem.length > 20_000) throw refused;
  try {
    const key = createPrivateKey(pem.trim());
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType === 'rsa' && bits >= fewestBits && bits <= mostBits) return key;
  } catch {
    throw refused;
  }
  throw refused;
}
