import type { ClientBase } from 'pg';

/**
 * Moves the ids of links (of tables with a `token_hash`) ahead, to a number that only this moment gives. A link's secret is
 * made from its id. Links that were sent after a backup are lost with it, but lie in somebody's mailbox: without this the
 * next ones would get the same ids, hence the same secrets, and the old mail would open what is another person's now.
 * Leaves room for a hundred links a millisecond between two restores, and stays below 2^53 for some centuries.
 */
export async function skipLinkIds(client: ClientBase): Promise<void> {
  await client.query(`
    select setval(s.oid::regclass, greatest(
      pg_sequence_last_value(s.oid), floor(extract(epoch from clock_timestamp()) * 1000)::bigint * 100))
    from pg_class s
    where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace and exists (
      select from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attname = 'token_hash'
      where d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype in ('i', 'a'))`);
}
