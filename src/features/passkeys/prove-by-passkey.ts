import type { NewSession } from '#features/sessions/create-session.ts';
import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import { renewSession } from '#features/sessions/renew-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { checkPasskey } from './check-passkey.ts';
import { passkeyRefused } from './passkey.ts';

/** Proves once more who the caller is, by a passkey of his own; he goes on with a new session. */
export async function proveByPasskey(ctx: Context, { credential }: { credential: string }): Promise<NewSession> {
  const owner = ownSessionOwner(ctx);
  const found = await checkPasskey(ctx, { purpose: 'proof', credential });
  const isOwn = 'agent_id' in owner ? found.agent_id === owner.agent_id : found.contact_id === owner.contact_id;
  if (!isOwn) throw passkeyRefused();
  return inTransaction(ctx, (ctx) => renewSession(ctx, { method: 'passkey' }));
}
