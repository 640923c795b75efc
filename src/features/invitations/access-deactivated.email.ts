import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';
import { either } from '#platform/email/outline.ts';

interface AccessDeactivated {
  name: string;
  account_name: string;
  contact_points: string[];
}

/** Tells a contact that his portal access was switched off, and whom to ask. */
export const accessDeactivatedEmail = email<{ contact_id: number }, AccessDeactivated>({
  name: 'invitations.access_deactivated',
  template: {
    is_automatic: true,
    placeholders: { contact_points: 'list' },
    outline: (t) => ({
      subject: t('invitations.emails.access_deactivated.subject'),
      blocks: [
        { greeting: greeting(null, t) },
        { paragraph: t('invitations.emails.access_deactivated.text') },
        either(
          'contact_points.size > 0',
          t('invitations.emails.access_deactivated.ask_at'),
          t('invitations.emails.access_deactivated.ask'),
        ),
      ],
    }),
  },
  load: (ctx, { contact_id }) =>
    inTransaction(ctx, async (ctx) => {
      const contact = await ctx.db
        .selectFrom('contact')
        .select('name')
        .where('id', '=', contact_id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      if (!contact) return null;
      const { name, support_email, support_phone, support_url } = await findAccount(ctx);
      const contact_points = [support_email, support_phone, support_url].filter((point) => point !== null);
      return { name: contact.name, account_name: name, contact_points };
    }),
  write: ({ name, account_name, contact_points }, t) => ({
    subject: t('invitations.emails.access_deactivated.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('invitations.emails.access_deactivated.text', { account_name }) },
      {
        paragraph:
          contact_points.length > 0
            ? t('invitations.emails.access_deactivated.ask_at', { contact_points: contact_points.join(' · ') })
            : t('invitations.emails.access_deactivated.ask', { account_name }),
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
