import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { afterExample } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';
import { portalLink } from './portal-access.ts';

interface AccountLocked {
  name: string;
  account_name: string;
  locked_until: Date;
  url: string;
}

/** Tells a contact that too many guesses have locked him out, and the way round it. */
export const accountLockedEmail = email<{ contact_id: number }, AccountLocked>({
  name: 'portal_access.account_locked',
  template: { is_automatic: true, placeholders: { url: 'link', locked_until: 'moment' } },
  load: (ctx, { contact_id }) =>
    inTransaction(ctx, async (ctx) => {
      const contact = await ctx.db
        .selectFrom('contact')
        .select(['name', 'locked_until'])
        .where('id', '=', contact_id)
        .where('locked_by', '=', 'failures')
        .where('locked_until', '>', ctx.clock.now())
        .executeTakeFirst();
      if (!contact?.locked_until) return null;
      const account = await findAccount(ctx);
      const url = portalLink(account, '/portal/forgotten');
      return { name: contact.name, account_name: account.name, locked_until: contact.locked_until, url };
    }),
  write: ({ name, account_name, locked_until, url }, t) => ({
    subject: t('portal_access.emails.locked.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('portal_access.emails.locked.text', { account_name, locked_until }) },
      { paragraph: t('portal_access.emails.locked.way_round') },
      { button: t('portal_access.emails.locked.button'), url },
      { small: t('portal_access.emails.locked.others') },
    ],
  }),
  example: (language) => ({
    ...examples[language],
    locked_until: afterExample({ minutes: 30 }),
    url: 'https://help.example.com/portal/forgotten',
  }),
});

const examples = {
  en: { name: 'Ruth King', account_name: 'Acorn Support' },
  ko: { name: '김하늘', account_name: '한빛 고객센터' },
};
