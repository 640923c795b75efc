import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';

interface SignUpKnown {
  name: string;
  account_name: string;
  sign_in_url: string;
  forgotten_url: string;
}

/** For somebody who signs up and has access already: where to sign in, and how to come by a password (A03). */
export const signUpKnownEmail = email<{ contact_id: number }, SignUpKnown>({
  name: 'invitations.sign_up_known',
  template: { is_automatic: false, placeholders: { sign_in_url: 'link', forgotten_url: 'link' } },
  load: (ctx, { contact_id }) =>
    inTransaction(ctx, async (ctx) => {
      const contact = await ctx.db
        .selectFrom('contact')
        .select('name')
        .where('id', '=', contact_id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      if (!contact) return null;
      const account = await findAccount(ctx);
      return {
        name: contact.name,
        account_name: account.name,
        sign_in_url: portalLink(account, '/portal/sign-in'),
        forgotten_url: portalLink(account, '/portal/forgotten'),
      };
    }),
  write: ({ name, account_name, sign_in_url, forgotten_url }, t) => ({
    subject: t('invitations.emails.sign_up_known.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('invitations.emails.sign_up_known.text', { account_name }) },
      { button: t('invitations.emails.sign_up_known.button'), url: sign_in_url },
      { paragraph: t('invitations.emails.sign_up_known.forgotten', { url: forgotten_url }) },
      { small: t('invitations.emails.sign_up_known.others') },
    ],
  }),
  example: (language) => ({
    ...{
      en: { name: 'Ruth King', account_name: 'Acorn Support' },
      ko: { name: '김하늘', account_name: '한빛 고객센터' },
    }[language],
    sign_in_url: 'https://help.example.com/portal/sign-in',
    forgotten_url: 'https://help.example.com/portal/forgotten',
  }),
});
