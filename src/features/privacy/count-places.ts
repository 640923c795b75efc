import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { ErasedPlace } from './erasure.ts';
import type { Person } from './find-person.ts';
import type { Place } from './place.ts';
import { places } from './places.ts';

/** How many rows of each place are the person's, in the running transaction; places without any are left out. */
export async function countPlaces(
  ctx: Context,
  person: Person,
  among: readonly Place[] = places,
): Promise<ErasedPlace[]> {
  const counted: ErasedPlace[] = [];
  for (const { place, table, rows, done } of among) {
    const { rows: found } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)}
      where ${accountOf(ctx, table)} and ${rows(person)}`.execute(ctx.db);
    counted.push({ place, done, count: found[0]!.count });
  }
  return counted.filter(({ count }) => count > 0);
}

/** The account as SQL: every condition on a table begins with it. */
export function accountOf({ caller }: Context, table: string) {
  return sql`${sql.ref(`${table}.account_id`)} = ${caller.account_id}`;
}
