import type { ClientBase } from 'pg';

/**
 * Does work on tables while they have no triggers, no foreign keys and, but for those of their keys, no indexes; gives them
 * all back under the same names, and with them the promise that every reference leads somewhere. Making an index once is
 * quicker than keeping it while a million rows arrive, and without references the tables can be filled in any order, those
 * too that triggers fill otherwise.
 */
export async function withoutIndexes(client: ClientBase, tables: string[], work: () => Promise<void>): Promise<void> {
  const { rows: references } = await client.query<Statements>(listReferences, [tables]);
  for (const { drop } of references) await client.query(drop);
  const { rows: indexes } = await client.query<Statements>(listIndexes, [tables]);
  for (const { drop } of indexes) await client.query(drop);
  const { rows: triggers } = await client.query<Statements>(listTriggers, [tables]);
  for (const { drop } of triggers) await client.query(drop);
  await work();
  for (const { make } of [...triggers, ...indexes, ...references]) await client.query(make);
}

interface Statements {
  drop: string;
  make: string;
}

const ofTables = `relnamespace = 'public'::regnamespace and relname = any($1)`;

const listReferences = `
  select format('alter table %I drop constraint %I', relname, conname) as drop,
    format('alter table %I add constraint %I %s', relname, conname, pg_get_constraintdef(k.oid)) as make
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where k.contype = 'f' and k.conparentid = 0 and ${ofTables}
  order by relname, conname`;

/** Those of a partitioned table stay: what they look like depends on its parts. */
const listIndexes = `
  select format('drop index %I', x.relname) as drop, pg_get_indexdef(x.oid) as make
  from pg_index i join pg_class x on x.oid = i.indexrelid
  where i.indrelid in (select oid from pg_class where ${ofTables} and relkind = 'r')
    and not exists (select from pg_constraint where conindid = x.oid and contype in ('p', 'u', 'x'))
  order by x.relname`;

const listTriggers = `
  select format('alter table %I disable trigger %I', relname, tgname) as drop,
    format('alter table %I enable trigger %I', relname, tgname) as make
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where not tgisinternal and tgparentid = 0 and ${ofTables}
  order by relname, tgname`;
