import type { Client } from 'pg';

/** What a value of each PostgreSQL type is in TypeScript, as `postgres-pool.ts` reads it. */
const kinds: Record<string, string> = {
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  int4multirange: 'string',
  int8multirange: 'string',
  numeric: 'string',
  bool: 'boolean',
  text: 'string',
  uuid: 'string',
  inet: 'string',
  date: 'string',
  timestamptz: 'Date',
  jsonb: 'Json',
  bytea: 'Buffer',
};

interface Column {
  table: string;
  column: string;
  type: string;
  is_array: boolean;
  is_required: boolean;
  has_default: boolean;
  /** The check constraints of this column alone. */
  checks: string[];
}

/** Row types for Kysely of every table in `public`: a bigint is a number, a column with a default may be left out, a check of a list of words is those words. */
export async function writeRowTypes(client: Client): Promise<string> {
  const tables = Map.groupBy(await listColumns(client), ({ table }) => table);
  return [
    '// Written by `npm run generate` from the migrations. Do not edit.',
    "import type { Generated } from 'kysely';",
    '',
    '/** What a jsonb column holds. */',
    'export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };',
    '',
    ...[...tables].flatMap(([table, columns]) => [
      `export interface ${rowName(table)} {`,
      ...columns.map(field),
      '}',
      '',
    ]),
    '/** Every table by name, for Kysely. */',
    'export interface Tables {',
    ...[...tables.keys()].map((table) => `  ${table}: ${rowName(table)};`),
    '}',
    '',
  ].join('\n');
}

async function listColumns(client: Client): Promise<Column[]> {
  const { rows } = await client.query(`
    select c.relname as table, a.attname as column, coalesce(element.typname, t.typname) as type,
      element.oid is not null as is_array, a.attnotnull as is_required,
      a.atthasdef or a.attidentity <> '' as has_default,
      array(
        select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] order by k.oid
      ) as checks
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type element on element.oid = t.typelem and t.typcategory = 'A'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'migration'
    order by c.relname collate "C", a.attnum`);
  return rows;
}

function field({ table, column, type, is_array, is_required, has_default, checks }: Column): string {
  const kind = kinds[type];
  if (!kind)
    throw new Error(`${table}.${column} is ${type}: say in tools/write-row-types.ts what that is in TypeScript`);
  const one = wordsOf(checks) ?? kind;
  const value = `${is_array ? `${one}[]` : one}${is_required ? '' : ' | null'}`;
  return `  ${column}: ${has_default ? `Generated<${value}>` : value};`;
}

/** `'en' | 'ko'` from `CHECK ((language = ANY (ARRAY['en'::text, 'ko'::text])))`. */
function wordsOf(checks: string[]): string | null {
  for (const check of checks) {
    const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[(.+)\]\)\)\)$/.exec(check)?.[1];
    if (list) return list.replaceAll('::text', '').split(', ').join(' | ');
  }
  return null;
}

function rowName(table: string): string {
  return `${table.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Row`;
}
