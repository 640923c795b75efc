import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';
import { either } from '#platform/email/outline.ts';

interface AccessRefused {
  name: string;
  account_name: string;
  contact_points: string[];
}

/** For somebody who asked for a way in and whom no link lets in: whom to ask. */
export const accessRefusedEmail = email<{ contact_id: number }, AccessRefused>({
  name: 'invitations.access_refused',
  template: {
    is_automatic: true,
    placeholders: { contact_points: 'list' },
    outline: (t) => ({
      subject: t('invitations.emails.access_refused.subject'),
      blocks: [
        { greeting: greeting(null, t) },
        { paragraph: t('invitations.emails.access_refused.text') },
        either(
          'contact_points.size > 0',
          t('invitations.emails.access_refused.ask_at'),
          t('invitations.emails.access_refused.ask'),
        ),
        { small: t('invitations.emails.access_refused.others') },
      ],
    }),
  },
  load: (ctx, { contact_id }) =>
    inTransaction(ctx, async (ctx) => {
      const contact = await ctx.db.selectFrom('contact').select('name').where('id', '=', contact_id).executeTakeFirst();
      if (!contact) return null;
      const { name, support_email, support_phone, support_url } = await findAccount(ctx);
      const contact_points = [support_email, support_phone, support_url].filter((point) => point !== null);
      return { name: contact.name, account_name: name, contact_points };
    }),
  write: ({ name, account_name, contact_points }, t) => ({
    subject: t('invitations.emails.access_refused.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('invitations.emails.access_refused.text', { account_name }) },
      {
        paragraph:
          contact_points.length > 0
            ? t('invitations.emails.access_refused.ask_at', { contact_points: contact_points.join(' · ') })
            : t('invitations.emails.access_refused.ask', { account_name }),
      },
      { small: t('invitations.emails.access_refused.others') },
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
