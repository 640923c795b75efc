import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';
import { buttonSource, either } from '#platform/email/outline.ts';

interface AccessReactivated {
  name: string;
  account_name: string;
  /** Has chosen a password before, which opens the portal again. */
  has_password: boolean;
  url: string;
}

/** Tells a contact that his portal access is what it was before: he signs in as ever, or asks for a fresh link. */
export const accessReactivatedEmail = email<{ contact_id: number }, AccessReactivated>({
  name: 'invitations.access_reactivated',
  template: {
    is_automatic: true,
    placeholders: { url: 'link', has_password: 'condition' },
    outline: (t) => ({
      subject: t('invitations.emails.access_reactivated.subject'),
      blocks: [
        { greeting: greeting(null, t) },
        { paragraph: t('invitations.emails.access_reactivated.text') },
        either(
          'has_password',
          t('invitations.emails.access_reactivated.as_before'),
          t('invitations.emails.access_reactivated.fresh_link'),
        ),
        either(
          'has_password',
          buttonSource(t('invitations.emails.access_reactivated.sign_in'), 'url'),
          buttonSource(t('invitations.emails.access_reactivated.ask'), 'url'),
        ),
      ],
    }),
  },
  load: (ctx, { contact_id }) =>
    inTransaction(ctx, async (ctx) => {
      const contact = await ctx.db
        .selectFrom('contact')
        .select(['name', 'portal_access'])
        .where('id', '=', contact_id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      if (!contact) return null;
      const account = await findAccount(ctx);
      const has_password = contact.portal_access === 'active';
      const url = portalLink(account, has_password ? '/portal/sign-in' : '/portal/forgotten');
      return { name: contact.name, account_name: account.name, has_password, url };
    }),
  write: ({ name, account_name, has_password, url }, t) => ({
    subject: t('invitations.emails.access_reactivated.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('invitations.emails.access_reactivated.text', { account_name }) },
      { paragraph: t(`invitations.emails.access_reactivated.${has_password ? 'as_before' : 'fresh_link'}`) },
      { button: t(`invitations.emails.access_reactivated.${has_password ? 'sign_in' : 'ask'}`), url },
    ],
  }),
  example: (language) => ({
    ...{
      en: { name: 'Ruth King', account_name: 'Acorn Support' },
      ko: { name: '김하늘', account_name: '한빛 고객센터' },
    }[language],
    has_password: true,
    url: 'https://help.example.com/portal/sign-in',
  }),
});
