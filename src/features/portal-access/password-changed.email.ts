import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { exampleMoment } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';
import { portalLink } from './portal-access.ts';

interface PasswordChanged {
  name: string;
  account_name: string;
  changed_at: Date;
  url: string;
}

/** Tells a contact that his password is another one now, in case it was not him. */
export const passwordChangedEmail = email<{ contact_id: number }, PasswordChanged>({
  name: 'portal_access.password_changed',
  template: { is_automatic: true, placeholders: { url: 'link', changed_at: 'moment' } },
  load: (ctx, { contact_id }) =>
    inTransaction(ctx, async (ctx) => {
      const contact = await ctx.db
        .selectFrom('contact')
        .innerJoin('contact_credential', (join) =>
          join
            .onRef('contact_credential.account_id', '=', 'contact.account_id')
            .onRef('contact_credential.contact_id', '=', 'contact.id'),
        )
        .select(['name', 'password_set_at'])
        .where('contact.id', '=', contact_id)
        .executeTakeFirst();
      if (!contact?.password_set_at) return null;
      const account = await findAccount(ctx);
      const url = portalLink(account, '/portal/forgotten');
      return { name: contact.name, account_name: account.name, changed_at: contact.password_set_at, url };
    }),
  write: ({ name, account_name, changed_at, url }, t) => ({
    subject: t('portal_access.emails.changed.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('portal_access.emails.changed.text', { account_name, changed_at }) },
      { paragraph: t('portal_access.emails.changed.others', { url }) },
    ],
  }),
  example: (language) => ({
    ...examples[language],
    changed_at: exampleMoment,
    url: 'https://help.example.com/portal/forgotten',
  }),
});

const examples = {
  en: { name: 'Ruth King', account_name: 'Acorn Support' },
  ko: { name: '김하늘', account_name: '한빛 고객센터' },
};
