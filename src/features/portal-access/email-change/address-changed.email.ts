import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { afterExample, exampleMoment } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { undoDays } from './email-change.ts';

interface AddressChanged {
  name: string;
  account_name: string;
  new_email: string;
  changed_at: Date;
  url: string;
  undo_until: Date;
}

/** Tells a customer's former address that another one has taken its place, with the link that takes this back. */
export const addressChangedEmail = email<{ email_change_id: number }, AddressChanged>({
  name: 'portal_access.address_changed',
  template: {
    is_automatic: true,
    placeholders: { url: 'link', new_email: 'text', changed_at: 'moment', undo_until: 'moment' },
  },
  load: (ctx, { email_change_id: id }) =>
    inTransaction(ctx, async (ctx) => {
      const change = await ctx.db
        .selectFrom('email_change')
        .innerJoin('contact', (join) =>
          join
            .onRef('contact.account_id', '=', 'email_change.account_id')
            .onRef('contact.id', '=', 'email_change.contact_id'),
        )
        .select(['contact.name', 'email', 'spent_at', 'undo_until'])
        .where('email_change.id', '=', id)
        .where('undone_at', 'is', null)
        .where('contact.deleted_at', 'is', null)
        .executeTakeFirst();
      if (!change?.spent_at || !change.undo_until) return null;
      const account = await findAccount(ctx);
      const token = ctx.tokens.make({ purpose: 'email_change_undo', id, generation: 1 });
      return {
        name: change.name,
        account_name: account.name,
        new_email: showEmailAddress(change.email).shown,
        changed_at: change.spent_at,
        url: portalLink(account, '/portal/keep-email', token),
        undo_until: change.undo_until,
      };
    }),
  write: ({ name, account_name, new_email, changed_at, url, undo_until }, t) => ({
    subject: t('portal_access.emails.address_changed.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('portal_access.emails.address_changed.text', { account_name, new_email, changed_at }) },
      { paragraph: t('portal_access.emails.address_changed.others') },
      { button: t('portal_access.emails.address_changed.button'), url },
      { small: t('portal_access.emails.address_changed.until', { undo_until }) },
    ],
  }),
  example: (language) => ({
    ...examples[language],
    new_email: 'new@hanbit.example',
    changed_at: exampleMoment,
    url: `https://help.example.com/portal/keep-email?token=${'x'.repeat(43)}`,
    undo_until: afterExample({ days: undoDays }),
  }),
});

const examples = {
  en: { name: 'Ruth King', account_name: 'Acorn Support' },
  ko: { name: '김하늘', account_name: '한빛 고객센터' },
};
