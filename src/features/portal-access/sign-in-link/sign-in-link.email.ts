import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink, signInLinkMinutes } from '#features/portal-access/portal-access.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { afterExample } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';

interface SignInLink {
  name: string;
  account_name: string;
  url: string;
  expires_at: Date;
}

/** The link that signs a customer in, for a quarter of an hour. */
export const signInLinkEmail = email<{ sign_in_link_id: number }, SignInLink>({
  name: 'portal_access.sign_in_link',
  template: { is_automatic: false, placeholders: { url: 'link', expires_at: 'moment' } },
  load: (ctx, { sign_in_link_id: id }) =>
    inTransaction(ctx, async (ctx) => {
      const link = await ctx.db
        .selectFrom('sign_in_link')
        .innerJoin('contact', (join) =>
          join
            .onRef('contact.account_id', '=', 'sign_in_link.account_id')
            .onRef('contact.id', '=', 'sign_in_link.contact_id'),
        )
        .select(['contact.name', 'expires_at'])
        .where('sign_in_link.id', '=', id)
        .where('spent_at', 'is', null)
        .where('replaced_at', 'is', null)
        .where('contact.deleted_at', 'is', null)
        .executeTakeFirst();
      if (!link) return null;
      const account = await findAccount(ctx);
      const token = ctx.tokens.make({ purpose: 'sign_in_link', id, generation: 1 });
      return { ...link, account_name: account.name, url: portalLink(account, '/portal/sign-in-link/confirm', token) };
    }),
  write: ({ name, account_name, url, expires_at }, t) => ({
    subject: t('portal_access.emails.sign_in_link.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('portal_access.emails.sign_in_link.text', { account_name }) },
      { button: t('portal_access.emails.sign_in_link.button'), url },
      { small: t('portal_access.emails.sign_in_link.until', { expires_at }) },
    ],
  }),
  example: (language) => ({
    ...{
      en: { name: 'Ruth King', account_name: 'Acorn Support' },
      ko: { name: '김하늘', account_name: '한빛 고객센터' },
    }[language],
    url: `https://help.example.com/portal/sign-in-link/confirm?token=${'x'.repeat(43)}`,
    expires_at: afterExample({ minutes: signInLinkMinutes }),
  }),
});
