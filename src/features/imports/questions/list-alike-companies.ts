import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { CompanyAnswer } from './company-choice.ts';

/** A company of the file that is not known and like a known one, or was answered for. */
export interface AlikeCompany {
  /** What an answer names it by. */
  company_key: string;
  /** As the file writes it. */
  name: string;
  /** Rows of the checked file that the answer is about. */
  rows_count: number;
  /** Null where nobody has answered. */
  answer: CompanyAnswer | null;
  /** Null where it was renamed since, so that the two are no longer alike, or is no more. */
  known: { id: number; name: string; is_deleted: boolean } | null;
}

export interface AlikeCompanies {
  /** Unanswered ones first, then by how many rows name them. */
  companies: AlikeCompany[];
  total_count: number;
  unanswered_count: number;
}

/** The companies of a checked file to ask about, at most `limit` of them. */
export async function listAlikeCompanies(
  ctx: Context,
  { id, limit }: { id: number; limit: number },
): Promise<AlikeCompanies> {
  allow(ctx, 'imports.run');
  return inTransaction(ctx, async ({ db }) => {
    const asked = db.selectFrom('import_company as named').where('import_id', '=', id).where('rows_count', '>', 0);
    const { total_count, unanswered_count } = await asked
      .select(sql<number>`count(*)::int`.as('total_count'))
      .select(sql<number>`(count(*) filter (where choice is null))::int`.as('unanswered_count'))
      .executeTakeFirstOrThrow();
    if (total_count === 0) return { companies: [], total_count, unanswered_count };
    const rows = await asked
      .leftJoin('company', (join) =>
        join.onRef('company.account_id', '=', 'named.account_id').onRef('company.id', '=', 'named.company_id'),
      )
      .select(['named.company_key', 'named.name', 'rows_count', 'choice as answer'])
      .select(['company.id', 'company.name as known_name', 'company.deleted_at'])
      .orderBy(sql`choice is not null`)
      .orderBy('rows_count', 'desc')
      .orderBy('named.company_key')
      .limit(limit)
      .execute();
    const companies = rows.map(({ id, known_name, deleted_at, ...row }) => ({
      ...row,
      known: id === null ? null : { id, name: known_name!, is_deleted: deleted_at !== null },
    }));
    return { companies, total_count, unanswered_count };
  });
}
