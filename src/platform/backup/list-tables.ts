import type { ClientBase } from 'pg';
import type { Partition } from './backup.ts';

export interface Table {
  name: string;
  /** Those that are written, in the order of the table. */
  columns: string[];
  /** Its rows stand in its parts. */
  is_partitioned: boolean;
  /** About how much room its rows take on the server's disk. */
  size_bytes: number;
}

/**
 * The tables in Maru's schema by name, from the catalogue: one that a migration adds tomorrow is in tomorrow's backup. A
 * partitioned table stands for its parts. Left out is the list of migrations, which a restore writes by running them.
 */
export async function listTables(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname::text as name, c.relkind = 'p' as is_partitioned,
      array(
        select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum
      ) as columns,
      (select sum(pg_table_size(relid)) from pg_partition_tree(c.oid) tree (relid))::float8 as size_bytes
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'migration' and not exists (
        select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname`);
  return rows;
}

/** The parts of partitioned tables, but for those that take the rest: a migration makes these. */
export async function listPartitions(client: ClientBase): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(`
    select p.relname::text as table, c.relname::text as name, pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_class c
    join pg_inherits i on i.inhrelid = c.oid
    join pg_class p on p.oid = i.inhparent
    where c.relnamespace = 'public'::regnamespace and c.relispartition and c.relkind = 'r'
      and pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT'
    order by c.relname`);
  return rows;
}
