import { sql } from 'kysely';
import { companyLikeness } from '#features/companies/company-likeness.ts';
import { lockImport } from '#features/imports/lock-import.ts';
import type { TakenImport } from '#features/imports/take-import.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Names compared in one transaction. */
const batchRows = 2_000;

/**
 * Finds, at the end of a check, the known companies that unknown ones of the file are like, of several the oldest, and
 * forgets all other unknown ones. What somebody has answered stays. Stops where the import is no longer the worker's:
 * another check may be counting already. Goes batch by batch, so that neither memory nor locks grow with the companies; by
 * upserts, since an update of a table that was filled just now would be planned as if it were empty.
 */
export async function matchCompanies(ctx: Context, taken: Pick<TakenImport, 'id' | 'lease_key'>): Promise<void> {
  let key: string | null = '';
  while (key !== null) key = await whileOurs(ctx, taken, (ctx) => writeLikeness(ctx, taken.id, key!));
  let id: number | null = (await isAnyAsked(ctx, taken.id)) ? 0 : null;
  while (id !== null) id = await whileOurs(ctx, taken, (ctx) => findKnown(ctx, taken.id, id!));
  await whileOurs(ctx, taken, ({ db }) =>
    db
      .deleteFrom('import_company')
      .where('import_id', '=', taken.id)
      .where('choice', 'is', null)
      .where('company_id', 'is', null)
      .execute(),
  );
}

/** Null where somebody has taken the import over, changed or cancelled it. */
async function whileOurs<R>(
  ctx: Context,
  { id, lease_key }: Pick<TakenImport, 'id' | 'lease_key'>,
  work: (ctx: Context) => Promise<R>,
): Promise<R | null> {
  return inTransaction(ctx, async (ctx) => ((await lockImport(ctx, id)).lease_key === lease_key ? work(ctx) : null));
}

/** Writes what the names behind `after` are compared by; the last one of them, null behind the end. */
async function writeLikeness({ db, caller }: Context, import_id: number, after: string): Promise<string | null> {
  const named = await db
    .selectFrom('import_company')
    .select(['company_key', 'name'])
    .where('import_id', '=', import_id)
    .where('company_key', '>', after)
    // A company that was chosen stays chosen, also one that is no longer like the name in the file.
    .where(({ eb, or }) => or([eb('choice', 'is', null), eb('choice', '=', 'create')]))
    .orderBy('company_key')
    .limit(batchRows)
    .execute();
  await sql`
    insert into import_company (account_id, import_id, company_key, name, rows_count, likeness)
    select ${caller.account_id}, ${import_id}, company_key, name, 0, likeness
    from unnest(${named.map(({ company_key }) => company_key)}::text[], ${named.map(({ name }) => name)}::text[],
      ${named.map(({ name }) => companyLikeness(name))}::text[]) named (company_key, name, likeness)
    on conflict (account_id, import_id, company_key) do update
    set likeness = excluded.likeness, company_id = null`.execute(db);
  return named.at(-1)?.company_key ?? null;
}

async function isAnyAsked(ctx: Context, import_id: number): Promise<boolean> {
  const asked = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('import_company')
      .select('company_key')
      .where('import_id', '=', import_id)
      .where('likeness', 'is not', null)
      .limit(1)
      .executeTakeFirst(),
  );
  return asked !== undefined;
}

/** Compares the known companies behind `after`; the last one of them, null behind the end. */
async function findKnown({ db, caller }: Context, import_id: number, after: number): Promise<number | null> {
  const known = await db
    .selectFrom('company')
    .select(['id', 'name'])
    .where('id', '>', after)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(batchRows)
    .execute();
  await sql`
    insert into import_company (account_id, import_id, company_key, name, rows_count, company_id)
    select ${caller.account_id}, ${import_id}, i.company_key, i.name, 0, alike.id
    from (
      select likeness, min(id) as id
      from unnest(${known.map(({ id }) => id)}::bigint[],
        ${known.map(({ name }) => companyLikeness(name))}::text[]) known (id, likeness)
      group by likeness) alike
    cross join lateral (
      select company_key, name from import_company i
      where i.import_id = ${import_id} and i.likeness = alike.likeness and i.company_id is null
        and i.choice is distinct from 'use' offset 0) i
    on conflict (account_id, import_id, company_key) do update set company_id = excluded.company_id`.execute(db);
  return known.at(-1)?.id ?? null;
}
