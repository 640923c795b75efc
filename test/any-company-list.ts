import fc from 'fast-check';
import { sql } from 'kysely';
import type { Rule } from '#features/imports/import.ts';
import type { CompanyChoices } from '#features/imports/questions/company-choice.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { applyList, makeOwnFields } from './apply-list.ts';

const names = ['Acme', 'ACME', 'Beta', 'Gamma', 'Delta', 'Omega'];
const cell = {
  name: fc.constantFrom(...names, ...names, 'Closed', 'Known Inc.', 'Known', 'Shut Ltd', ''),
  unique_external_id: fc.constantFrom('1', '2', '3', '9', '', '', ''),
  domains: fc.constantFrom('', '', '', 'a.com', 'b.com a.com', 'c.com', 'known.com', 'gmail.com', 'no domain'),
  parent_company: fc.constantFrom(
    ...names,
    ...names,
    'Closed',
    'Known Inc.',
    'Known',
    'Shut Ltd',
    'Nowhere',
    '',
    '',
    '',
  ),
  industry: fc.constantFrom('Trade', 'Food', ''),
  renewal_date: fc.constantFrom('2027-01-31', '2027. 3. 5.', ''),
  'custom_fields.vip': fc.constantFrom('O', 'X', ''),
  'custom_fields.contract_no': fc.constantFrom('C-1', 'c-1', 'C-2', ''),
};

/** A row of a list of companies in which everything repeats: one cell for each of `companyRules`. */
export const anyCompany: fc.Arbitrary<string[]> = fc.record(cell).map((cells) => Object.values(cells));

const plain = fc.constantFrom('overwrite', 'if_empty') as fc.Arbitrary<Exclude<Rule, 'skip'>>;

/** Any rule that each column can have. */
export const anyCompanyRules: fc.Arbitrary<Record<string, Exclude<Rule, 'skip'>>> = fc.record({
  name: plain,
  unique_external_id: plain,
  domains: fc.constantFrom('overwrite', 'if_empty', 'append') as fc.Arbitrary<Exclude<Rule, 'skip'>>,
  parent_company: plain,
  industry: plain,
  renewal_date: plain,
  'custom_fields.vip': plain,
  'custom_fields.contract_no': plain,
});

/** A rule for every column of these lists. */
export const companyRules = {
  name: 'overwrite',
  unique_external_id: 'overwrite',
  domains: 'overwrite',
  parent_company: 'overwrite',
  industry: 'if_empty',
  renewal_date: 'overwrite',
  'custom_fields.vip': 'overwrite',
  'custom_fields.contract_no': 'if_empty',
} as const;

/** Whoever checks a file answers for some companies: one is known, one was deleted since, one may be made anyhow. */
export const anyCompanyAnswers: CompanyChoices = new Map([
  ['known inc.', { answer: 'use', company_key: 'known', name: 'Known' }],
  ['shut ltd', { answer: 'use', company_key: 'closed', name: 'Closed' }],
  ['nowhere', { answer: 'create' }],
]);

/** Companies that came before, with one that is known and one that was deleted. */
export async function companiesBefore(
  ctx: Context,
  companies: string[][],
  { has_unique_contract = false }: { has_unique_contract?: boolean } = {},
): Promise<void> {
  if (has_unique_contract) await makeOwnFields(ctx, 'company');
  const closed = ['Closed', '9', 'closed.com', '', '', '', '', ''];
  const known = ['Known', '', 'known.com', '', '', '', '', ''];
  await applyList(ctx, [closed, known, ...companies], { record: 'company', rules: companyRules, chunk_rows: 1 });
  await inTransaction(ctx, async ({ db }) => {
    const deleted_at = new Date('2026-01-02T03:04:05Z');
    await db.updateTable('company').set({ deleted_at }).where('name', '=', 'Closed').execute();
  });
}

/** Everything the directory says of companies, without the ids, which need not be the same. */
export async function companiesOf(ctx: Context): Promise<unknown[]> {
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ told: unknown }>`
      select jsonb_build_object(
        'company', to_jsonb(c) - '{account_id,id,parent_company_id,created_by_import_id,created_at,updated_at}'::text[],
        'parent', (select p.name from company p where p.id = c.parent_company_id),
        'domains', array(select domain from company_domain d where d.company_id = c.id order by domain)) as told
      from company c order by c.name_key`.execute(db),
  );
  return rows.map(({ told }) => told);
}
