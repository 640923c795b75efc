import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { afterExample } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';
import { signUpHours } from './sign-up.ts';

interface SignUpLink {
  account_name: string;
  url: string;
  expires_at: Date;
}

/**
 * The link by which whoever signs up proves his address. It greets nobody by name: what name was typed with an address is
 * whatever a stranger liked to write, and would be read as ours.
 */
export const signUpLinkEmail = email<{ sign_up_id: number }, SignUpLink>({
  name: 'invitations.sign_up_link',
  template: { is_automatic: false, placeholders: { url: 'link', expires_at: 'moment' } },
  load: (ctx, { sign_up_id: id }) =>
    inTransaction(ctx, async (ctx) => {
      const sign_up = await ctx.db
        .selectFrom('sign_up')
        .select('expires_at')
        .where('id', '=', id)
        .where('spent_at', 'is', null)
        .where('replaced_at', 'is', null)
        .executeTakeFirst();
      if (!sign_up) return null;
      const account = await findAccount(ctx);
      const token = ctx.tokens.make({ purpose: 'sign_up', id, generation: 1 });
      return {
        ...sign_up,
        account_name: account.name,
        url: portalLink(account, '/portal/sign-up/confirm', token),
      };
    }),
  write: ({ account_name, url, expires_at }, t) => ({
    subject: t('invitations.emails.sign_up_link.subject', { account_name }),
    blocks: [
      { greeting: greeting('', t) },
      { paragraph: t('invitations.emails.sign_up_link.text', { account_name }) },
      { button: t('invitations.emails.sign_up_link.button'), url },
      { small: t('invitations.emails.sign_up_link.until', { expires_at }) },
    ],
  }),
  example: (language) => ({
    account_name: { en: 'Acorn Support', ko: '한빛 고객센터' }[language],
    url: `https://help.example.com/portal/sign-up/confirm?token=${'x'.repeat(43)}`,
    expires_at: afterExample({ hours: signUpHours }),
  }),
});
