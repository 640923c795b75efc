import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';

interface SignUpApproved {
  name: string;
  to_address: string;
  account_name: string;
  url: string;
}

/** For somebody whose sign-up an agent has approved: he can sign in with the password he chose. */
export const signUpApprovedEmail = email<{ sign_up_id: number }, SignUpApproved>({
  name: 'invitations.sign_up_approved',
  template: { is_automatic: true, placeholders: { url: 'link', to_address: 'text' } },
  load: (ctx, { sign_up_id }) =>
    inTransaction(ctx, async (ctx) => {
      const sign_up = await ctx.db
        .selectFrom('sign_up')
        .innerJoin('contact', (join) =>
          join.onRef('contact.account_id', '=', 'sign_up.account_id').onRef('contact.id', '=', 'sign_up.contact_id'),
        )
        .select(['contact.name', 'sign_up.email as to_address'])
        .where('sign_up.id', '=', sign_up_id)
        .where('contact.deleted_at', 'is', null)
        .executeTakeFirst();
      if (!sign_up) return null;
      const account = await findAccount(ctx);
      return { ...sign_up, account_name: account.name, url: portalLink(account, '/portal/sign-in') };
    }),
  write: ({ name, to_address, account_name, url }, t) => ({
    subject: t('invitations.emails.sign_up_approved.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('invitations.emails.sign_up_approved.text', { account_name, to_address }) },
      { button: t('invitations.emails.sign_up_approved.button'), url },
    ],
  }),
  example: (language) => ({
    ...{
      en: { name: 'Ruth King', account_name: 'Acorn Support' },
      ko: { name: '김하늘', account_name: '한빛 고객센터' },
    }[language],
    to_address: 'customer@hanbit.example',
    url: 'https://help.example.com/portal/sign-in',
  }),
});
