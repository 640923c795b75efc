import fc from 'fast-check';
import type { Rule } from '#features/imports/import.ts';
import type { CompanyChoices } from '#features/imports/questions/company-choice.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { allRules, applyList, makeOwnFields } from './apply-list.ts';

const cell = {
  name: fc.constantFrom('Kim', 'Lee', 'Park', ''),
  email: fc.constantFrom(
    'a@x.com',
    'A@x.com',
    'b@x.com',
    'c@x.com',
    'd@x.com',
    'gone@x.com',
    'gone@x.com',
    'agent@x.com',
    'no address',
    '',
  ),
  other_emails: fc.constantFrom('', '', '', 'a@x.com', 'b@x.com e@x.com', 'f@x.com;d@x.com'),
  phone: fc.constantFrom('010-1111-2222', '010-3333-4444', '010-5555-6666', '010-9999-0000', ''),
  company: fc.constantFrom('Acme', 'ACME', 'Beta', 'Gamma', 'Closed', 'Known Inc.', 'Known', 'Shut Ltd', ''),
  job_title: fc.constantFrom('CFO', 'Buyer', ''),
  tags: fc.constantFrom('vip', 'VIP;trial', 'cloud', ''),
  unique_external_id: fc.constantFrom('1', '2', '3', '9', '', ''),
  'custom_fields.vip': fc.constantFrom('O', 'X', ''),
  'custom_fields.contract_no': fc.constantFrom('C-1', 'Ｃ-1', 'C-2', ''),
};
/** A row of a list in which everything repeats: one cell for each of `allRules`. */
export const anyRow: fc.Arbitrary<string[]> = fc.record(cell).map((cells) => Object.values(cells));
const anyRule = fc.constantFrom('overwrite', 'if_empty', 'append') as fc.Arbitrary<Exclude<Rule, 'skip'>>;
const plainRule = fc.constantFrom('overwrite', 'if_empty') as fc.Arbitrary<Exclude<Rule, 'skip'>>;
/** Any rule that each column can have. */
export const anyRules: fc.Arbitrary<Record<string, Exclude<Rule, 'skip'>>> = fc.record({
  name: plainRule,
  email: anyRule,
  other_emails: fc.constant('append' as const),
  phone: plainRule,
  company: anyRule,
  job_title: plainRule,
  tags: anyRule,
  unique_external_id: plainRule,
  'custom_fields.vip': plainRule,
  'custom_fields.contract_no': plainRule,
});

/** Whoever checks a file answers for some companies: one is known, one was deleted since, one may be made anyhow. */
export const anyAnswers: CompanyChoices = new Map([
  ['known inc.', { answer: 'use', company_key: 'known', name: 'Known' }],
  ['shut ltd', { answer: 'use', company_key: 'closed', name: 'Closed' }],
  ['gamma', { answer: 'create' }],
]);

/** People who came before, one of them deleted, with an agent, a company and a closed one. */
export async function peopleBefore(
  ctx: Context,
  people: string[][],
  { has_unique_contract = false }: { has_unique_contract?: boolean } = {},
): Promise<void> {
  if (has_unique_contract) await makeOwnFields(ctx, 'contact');
  const gone = ['Gone', 'gone@x.com', '', '010-9999-0000', 'Closed', '', '', '9', '', ''];
  const first = ['First', 'first@x.com', '', '', 'Known', '', '', '', '', ''];
  await applyList(ctx, [gone, first, ...people], { rules: allRules, chunk_rows: 1 });
  await inTransaction(ctx, async ({ db, caller, clock }) => {
    const now = clock.now();
    // The same in every account, so that what is told of it can be compared.
    const deleted = { deleted_at: new Date('2026-01-02T03:04:05Z'), portal_access: 'active' as const };
    await db.updateTable('contact').set(deleted).where('unique_external_id', '=', '9').execute();
    await db.updateTable('company').set({ deleted_at: now }).where('name', '=', 'Closed').execute();
    const agent = { name: 'Ann', email: 'agent@x.com', role: 'agent', language: 'en' } as const;
    await db
      .insertInto('agent')
      .values({ ...agent, account_id: caller.account_id, created_at: now, updated_at: now })
      .execute();
  });
}
