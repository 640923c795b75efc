import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';
import { either } from '#platform/email/outline.ts';

interface SignUpRefused {
  name: string;
  account_name: string;
  contact_points: string[];
}

/** For somebody whose sign-up an agent has refused: whom to ask. */
export const signUpRefusedEmail = email<{ sign_up_id: number }, SignUpRefused>({
  name: 'invitations.sign_up_refused',
  template: {
    is_automatic: true,
    placeholders: { contact_points: 'list' },
    outline: (t) => ({
      subject: t('invitations.emails.sign_up_refused.subject'),
      blocks: [
        { greeting: greeting(null, t) },
        { paragraph: t('invitations.emails.sign_up_refused.text') },
        either(
          'contact_points.size > 0',
          t('invitations.emails.access_refused.ask_at'),
          t('invitations.emails.access_refused.ask'),
        ),
      ],
    }),
  },
  load: (ctx, { sign_up_id }) =>
    inTransaction(ctx, async (ctx) => {
      const sign_up = await ctx.db
        .selectFrom('sign_up')
        .select('name')
        .where('id', '=', sign_up_id)
        .where('is_approved', '=', false)
        .executeTakeFirst();
      if (!sign_up) return null;
      const { name: account_name, support_email, support_phone, support_url } = await findAccount(ctx);
      const contact_points = [support_email, support_phone, support_url].filter((point) => point !== null);
      return { name: sign_up.name, account_name, contact_points };
    }),
  write: ({ name, account_name, contact_points }, t) => ({
    subject: t('invitations.emails.sign_up_refused.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('invitations.emails.sign_up_refused.text', { account_name }) },
      {
        paragraph:
          contact_points.length > 0
            ? t('invitations.emails.access_refused.ask_at', { contact_points: contact_points.join(' · ') })
            : t('invitations.emails.access_refused.ask', { account_name }),
      },
    ],
  }),
  example: (language) => ({
    ...{
      en: { name: 'Ruth King', account_name: 'Acorn Support' },
      ko: { name: '김하늘', account_name: '한빛 고객센터' },
    }[language],
    contact_points: ['help@hanbit.example', '02-1234-5678'],
  }),
});
