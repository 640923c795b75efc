import { sql } from 'kysely';
import { mayStillChange } from '#features/imports/import.ts';
import { lockImport } from '#features/imports/lock-import.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { CompanyAnswer } from './company-choice.ts';

export interface ChoicesInput {
  id: number;
  /** Whether rows that mean deleted contacts restore them; needs the right to delete contacts. */
  can_restore_deleted?: boolean;
  /**
   * One answer for every company that `listAlikeCompanies` asks about, or one each by its key; null takes an answer back.
   * Of companies that are like none any more none is used.
   */
  companies?: CompanyAnswer | readonly { company_key: string; answer: CompanyAnswer | null }[];
}

/**
 * Answers what a check has asked: whether deleted contacts are restored, and what becomes of companies that are like known
 * ones. The check is void then, as after another mapping. Fails as conflict once the run has begun, and where a company is
 * answered for that is not asked about any more.
 */
export async function updateChoices(ctx: Context, input: ChoicesInput): Promise<void> {
  allow(ctx, 'imports.run');
  if (input.can_restore_deleted) allow(ctx, 'contacts.delete');
  await inTransaction(ctx, async (ctx) => {
    const { state, can_restore_deleted } = await lockImport(ctx, input.id);
    if (!mayStillChange(state)) throw new Failure('conflict', 'imports.has_begun');
    if (typeof input.companies === 'string') await answerAll(ctx, input.id, input.companies);
    else if (input.companies) await answerEach(ctx, input.id, input.companies);
    await ctx.db
      .updateTable('import')
      .set({
        can_restore_deleted: input.can_restore_deleted ?? can_restore_deleted,
        state: 'uploaded',
        lease_key: null,
        lease_until: null,
      })
      .where('id', '=', input.id)
      .execute();
  });
}

async function answerAll({ db }: Context, import_id: number, answer: CompanyAnswer): Promise<void> {
  const asked = db
    .updateTable('import_company')
    .set({ choice: answer })
    .where('import_id', '=', import_id)
    .where('rows_count', '>', 0);
  const usable = sql<boolean>`exists (
    select from company k where k.account_id = import_company.account_id and k.id = import_company.company_id
      and k.deleted_at is null)`;
  await (answer === 'use' ? asked.where(usable) : asked).execute();
}

async function answerEach(
  { db }: Context,
  import_id: number,
  answers: Exclude<ChoicesInput['companies'], string | undefined>,
): Promise<void> {
  const { rows } = await sql`
    update import_company i set choice = answered.choice
    from unnest(${answers.map(({ company_key }) => company_key)}::text[],
      ${answers.map(({ answer }) => answer)}::text[]) answered (company_key, choice)
    where i.import_id = ${import_id} and i.company_key = answered.company_key and i.rows_count > 0
      and (answered.choice is distinct from 'use' or i.company_id is not null)
    returning i.company_key`.execute(db);
  if (rows.length < answers.length) throw new Failure('conflict', 'imports.companies_changed');
}
