import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';
import type { Letter } from '#platform/email/letter.ts';
import { translator } from '#platform/i18n/translator.ts';
import { draftLetter } from './draft-letter.ts';

/** A template as its writer wants to see it in his own letterbox. */
export const templateTestEmail = email<{ mail_template_test_id: number }, Letter>({
  name: 'mail_templates.test',
  load: (ctx, { mail_template_test_id }) =>
    inTransaction(ctx, async (ctx) => {
      const draft = await ctx.db
        .selectFrom('mail_template_test')
        .select(['kind', 'language', 'subject', 'body', 'contact_id'])
        .where('id', '=', mail_template_test_id)
        .executeTakeFirst();
      if (!draft) return null;
      const { letter } = await draftLetter(ctx, await findAccount(ctx), draft);
      return letter;
    }),
  write: ({ subject, blocks }, t) => ({ subject: t('mail_templates.emails.test.subject', { subject }), blocks }),
  example: (language) => {
    const { name, subject, url, button } = examples[language];
    return { subject, blocks: [{ greeting: greeting(name, translator(language)) }, { button, url }] };
  },
});

const url = 'https://help.example.com/portal/activate?token=************';
const examples = {
  en: { name: 'Ruth King', subject: 'Your access to Acorn Support', button: 'Choose a password', url },
  ko: { name: '김하늘', subject: '한빛 고객센터 고객 포털 초대', button: '비밀번호 설정', url },
};
