import { changesBetween } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import { exampleOf } from './example-of.ts';
import { findTemplate } from './find-template.ts';
import { checkTemplate } from './letter/check-template.ts';
import { cleanTemplate } from './letter/clean-template.ts';
import type { TemplateText } from './letter/write-source.ts';
import { type TemplateKey, templateKind } from './mail-template.ts';
import { namedTemplate } from './named-template.ts';

/**
 * Keeps what the account says in mails of a kind and language; from now on they are written so, those that wait too. Fails as
 * invalid with every problem, by field, line and column: what is kept can be sent. The shipped words themselves are not kept, so
 * that they follow the product. Needs `mail_templates.edit`.
 */
export async function updateTemplate(
  ctx: Context,
  { kind, language, ...given }: TemplateKey & TemplateText,
): Promise<void> {
  allow(ctx, 'mail_templates.edit');
  const key = { kind, language };
  const declared = templateKind(kind);
  const text = cleanTemplate(given);
  const problems = checkTemplate(text, declared.template, exampleOf(declared, language));
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const before = await findTemplate(ctx, key);
    const changes = changesBetween({ ...before.text }, { ...text });
    if (Object.keys(changes).length === 0) return;
    const row = { ...text, updated_at: clock.now() };
    await db
      .insertInto('mail_template')
      .values({ account_id: caller.account_id, ...key, ...row })
      .onConflict((had) => had.columns(['account_id', 'kind', 'language']).doUpdateSet(row))
      .execute();
    const { account_id: record_id } = caller;
    await recordChange(ctx, {
      record: 'account',
      record_id,
      act: 'template_changed',
      changes: { ...namedTemplate(key), ...changes },
    });
  });
}
