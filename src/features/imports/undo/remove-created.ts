import { sql } from 'kysely';
import { type UndoWork, undoAccountOf } from './undo-work.ts';

/**
 * Removes the contacts of `created` that nothing keeps, for good and without a trace but that their links say they were
 * withdrawn; addresses, memberships, search, links and mails go with them. Gives how many.
 */
export async function removeCreated(work: UndoWork): Promise<number> {
  const { db, at } = work;
  const account = undoAccountOf(work);
  await sql`
    insert into withdrawn_link (account_id, token_hash, withdrawn_at)
    select ${account}, i.token_hash, ${at}::timestamptz
    from created g join invitation i on i.account_id = ${account} and i.contact_id = g.contact_id
    where g.reason is null and i.spent_at is null
    on conflict do nothing`.execute(db);
  const { numAffectedRows } = await sql`
    delete from contact c using created g
    where c.account_id = ${account} and c.id = g.contact_id and g.reason is null`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
