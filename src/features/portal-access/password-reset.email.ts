import { findAccount } from '#features/accounts/find-account.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { afterExample } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';
import type { Letter } from '#platform/email/letter.ts';
import type { Translate } from '#platform/i18n/translator.ts';
import { portalLink, resetHours } from './portal-access.ts';

export interface PasswordReset {
  name: string;
  account_name: string;
  url: string;
  expires_at: Date;
}

/** The link to choose a new password. */
export const passwordResetEmail = email<{ password_reset_id: number }, PasswordReset>({
  name: 'portal_access.password_reset',
  template: { is_automatic: false, placeholders: { url: 'link', expires_at: 'moment' } },
  load: (ctx, { password_reset_id: id }) =>
    inTransaction(ctx, async (ctx) => {
      const reset = await ctx.db
        .selectFrom('password_reset')
        .innerJoin('contact', (join) =>
          join
            .onRef('contact.account_id', '=', 'password_reset.account_id')
            .onRef('contact.id', '=', 'password_reset.contact_id'),
        )
        .select(['contact.name', 'expires_at'])
        .where('password_reset.id', '=', id)
        .where('spent_at', 'is', null)
        .where('replaced_at', 'is', null)
        .where('contact.deleted_at', 'is', null)
        .executeTakeFirst();
      if (!reset) return null;
      const account = await findAccount(ctx);
      const token = ctx.tokens.make({ purpose: 'password_reset', id, generation: 1 });
      return { ...reset, account_name: account.name, url: portalLink(account, '/portal/reset', token) };
    }),
  write: writePasswordReset,
  example: (language) => ({
    ...examples[language],
    url: `https://help.example.com/portal/reset?token=${'x'.repeat(43)}`,
    expires_at: afterExample({ hours: resetHours }),
  }),
});

/** The letter; a preview writes it too, with a link that leads nowhere. */
export function writePasswordReset({ name, account_name, url, expires_at }: PasswordReset, t: Translate): Letter {
  return {
    subject: t('portal_access.emails.reset.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t('portal_access.emails.reset.text', { account_name }) },
      { button: t('portal_access.emails.reset.button'), url },
      { small: t('portal_access.emails.reset.until', { expires_at }) },
    ],
  };
}

const examples = {
  en: { name: 'Ruth King', account_name: 'Acorn Support' },
  ko: { name: '김하늘', account_name: '한빛 고객센터' },
};
