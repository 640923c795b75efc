import { type RawBuilder, sql } from 'kysely';
import type { Person } from './find-person.ts';
import { mentionPattern } from './mentions.ts';

/** Rows of which a column, as text, names the person. */
export function naming(person: Person, ...columns: string[]): RawBuilder<boolean> {
  const pattern = mentionPattern(person);
  if (pattern === null) return sql`false`;
  return sql`(${sql.join(
    columns.map((column) => sql`coalesce(${sql.ref(column)}::text, '') ~* ${pattern}`),
    sql` or `,
  )})`;
}
