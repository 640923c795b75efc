import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { Failure, type FieldProblem, invalid } from '#platform/failure.ts';
import type { Draft } from './draft-letter.ts';
import { cleanTemplate } from './letter/clean-template.ts';
import { previewTemplate } from './preview-template.ts';
import { templateTestEmail } from './template-test.email.ts';

/**
 * Sends a draft to the agent who writes it, as its contact would get it, with links that lead nowhere; nothing is saved. Fails as
 * invalid where it could not be saved either. Needs `mail_templates.edit`. Gives where it goes.
 */
export async function sendTemplateTest(ctx: Context, draft: Draft): Promise<{ to_address: string }> {
  allow(ctx, 'mail_templates.edit');
  if (ctx.caller.kind !== 'agent') throw new Failure('forbidden', 'mail_templates.test_needs_agent');
  const { account_id, agent_id } = ctx.caller;
  return inTransaction(ctx, async (ctx) => {
    const { problems } = await previewTemplate(ctx, draft);
    if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
    const { db, clock } = ctx;
    const { email: to_address } = await db
      .selectFrom('agent')
      .select('email')
      .where('id', '=', agent_id)
      .executeTakeFirstOrThrow();
    const { kind, language, contact_id } = draft;
    const { id } = await db
      .insertInto('mail_template_test')
      .values({ account_id, agent_id, contact_id, kind, language, ...cleanTemplate(draft), created_at: clock.now() })
      .returning('id')
      .executeTakeFirstOrThrow();
    const mail = { ids: { mail_template_test_id: id }, to_address, language, agent_id };
    await enqueueMail(ctx, templateTestEmail, mail);
    return { to_address };
  });
}
