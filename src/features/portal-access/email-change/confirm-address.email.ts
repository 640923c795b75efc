import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { afterExample } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';
import { confirmHours } from './email-change.ts';

interface ConfirmAddress {
  name: string;
  account_name: string;
  url: string;
  expires_at: Date;
}

/** The link by which a customer confirms another address; it goes to that address. */
export const confirmAddressEmail = email<{ email_change_id: number }, ConfirmAddress>({
  name: 'portal_access.confirm_address',
  template: { is_automatic: false, placeholders: { url: 'link', expires_at: 'moment' } },
  load: (ctx, { email_change_id: id }) =>
    inTransaction(ctx, async (ctx) => {
      const change = await ctx.db
        .selectFrom('email_change')
        .innerJoin('contact', (join) =>
          join
            .onRef('contact.account_id', '=', 'email_change.account_id')
            .onRef('contact.id', '=', 'email_change.contact_id'),
        )
        .select(['contact.name', 'expires_at'])
        .where('email_change.id', '=', id)
        .where('spent_at', 'is', null)
        .where('replaced_at', 'is', null)
        .where('contact.deleted_at', 'is', null)
        .executeTakeFirst();
      if (!change) return null;
      const account = await findAccount(ctx);
      const token = ctx.tokens.make({ purpose: 'email_change', id, generation: 1 });
      return { ...change, account_name: account.name, url: portalLink(account, '/portal/confirm-email', token) };
    }),
  write: ({ name, account_name, url, expires_at }, t) => ({
    subject: t('portal_access.emails.confirm_address.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('portal_access.emails.confirm_address.text', { account_name }) },
      { button: t('portal_access.emails.confirm_address.button'), url },
      { small: t('portal_access.emails.confirm_address.until', { expires_at }) },
    ],
  }),
  example: (language) => ({
    ...examples[language],
    url: `https://help.example.com/portal/confirm-email?token=${'x'.repeat(43)}`,
    expires_at: afterExample({ hours: confirmHours }),
  }),
});

const examples = {
  en: { name: 'Ruth King', account_name: 'Acorn Support' },
  ko: { name: '김하늘', account_name: '한빛 고객센터' },
};
