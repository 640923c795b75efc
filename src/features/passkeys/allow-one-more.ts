import type { SessionOwner } from '#features/sessions/create-session.ts';
import { ownerColumn } from '#features/sessions/owner-column.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/** So many may one person have. */
const mostPasskeys = 20;

/**
 * Refuses (`passkeys.too_many`, conflict) whoever has as many passkeys as one may have. Holds his row until the running
 * transaction ends: of two that come at once the second is counted with the first.
 */
export async function allowOneMore({ db }: Context, owner: SessionOwner): Promise<void> {
  const [column, id] = ownerColumn(owner);
  await db
    .selectFrom(column === 'agent_id' ? 'agent' : 'contact')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const keys = await db.selectFrom('passkey').select('id').where(column, '=', id).execute();
  if (keys.length >= mostPasskeys)
    throw new Failure('conflict', 'passkeys.too_many', { values: { max: mostPasskeys } });
}
