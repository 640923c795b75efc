import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { greeting } from '#platform/email/greeting.ts';

interface SignUpWaiting {
  name: string;
  account_name: string;
}

/** For somebody who signs up once more while the help desk still has to decide: there is nothing to do. */
export const signUpWaitingEmail = email<{ sign_up_id: number }, SignUpWaiting>({
  name: 'invitations.sign_up_waiting',
  template: { is_automatic: true, placeholders: {} },
  load: (ctx, { sign_up_id }) =>
    inTransaction(ctx, async (ctx) => {
      const sign_up = await ctx.db
        .selectFrom('sign_up')
        .select('name')
        .where('id', '=', sign_up_id)
        .where('spent_at', 'is not', null)
        .where('decided_at', 'is', null)
        .executeTakeFirst();
      if (!sign_up) return null;
      const account = await findAccount(ctx);
      return { name: sign_up.name, account_name: account.name };
    }),
  write: ({ name, account_name }, t) => ({
    subject: t('invitations.emails.sign_up_waiting.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('invitations.emails.sign_up_waiting.text', { account_name }) },
      { small: t('invitations.emails.sign_up_waiting.others') },
    ],
  }),
  example: (language) =>
    ({
      en: { name: 'Ruth King', account_name: 'Acorn Support' },
      ko: { name: '김하늘', account_name: '한빛 고객센터' },
    })[language],
});
