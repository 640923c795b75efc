import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';
import { either } from '#platform/email/outline.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';

interface AddressReplaced {
  name: string;
  account_name: string;
  new_email: string;
  contact_points: string[];
}

/** Tells the former address of a portal user that the help desk writes to another one now. */
export const addressReplacedEmail = email<{ contact_id: number }, AddressReplaced>({
  name: 'portal_access.address_replaced',
  template: {
    is_automatic: true,
    placeholders: { new_email: 'text', contact_points: 'list' },
    outline: (t) => ({
      subject: t('portal_access.emails.address_replaced.subject'),
      blocks: [
        { greeting: greeting(null, t) },
        { paragraph: t('portal_access.emails.address_replaced.text') },
        { paragraph: t('portal_access.emails.address_replaced.until_then') },
        either(
          'contact_points.size > 0',
          t('portal_access.emails.address_replaced.ask_at'),
          t('portal_access.emails.address_replaced.ask'),
        ),
      ],
    }),
  },
  load: (ctx, { contact_id }) =>
    inTransaction(ctx, async (ctx) => {
      const contact = await ctx.db
        .selectFrom('contact')
        .innerJoin('contact_email', (join) =>
          join
            .onRef('contact_email.account_id', '=', 'contact.account_id')
            .onRef('contact_email.contact_id', '=', 'contact.id')
            .on('contact_email.is_primary', '=', true),
        )
        .select(['contact.name', 'contact_email.email'])
        .where('contact.id', '=', contact_id)
        .where('contact.deleted_at', 'is', null)
        .executeTakeFirst();
      if (!contact) return null;
      const { name, support_email, support_phone, support_url } = await findAccount(ctx);
      return {
        name: contact.name,
        account_name: name,
        new_email: showEmailAddress(contact.email).shown,
        contact_points: [support_email, support_phone, support_url].filter((point) => point !== null),
      };
    }),
  write: ({ name, account_name, new_email, contact_points }, t) => ({
    subject: t('portal_access.emails.address_replaced.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('portal_access.emails.address_replaced.text', { account_name, new_email }) },
      { paragraph: t('portal_access.emails.address_replaced.until_then') },
      {
        paragraph:
          contact_points.length > 0
            ? t('portal_access.emails.address_replaced.ask_at', { contact_points: contact_points.join(' · ') })
            : t('portal_access.emails.address_replaced.ask', { account_name }),
      },
    ],
  }),
  example: (language) => ({
    ...{
      en: { name: 'Ruth King', account_name: 'Acorn Support' },
      ko: { name: '김하늘', account_name: '한빛 고객센터' },
    }[language],
    new_email: 'new@hanbit.example',
    contact_points: ['help@hanbit.example', '02-1234-5678'],
  }),
});
