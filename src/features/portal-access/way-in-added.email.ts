import { findAccount } from '#features/accounts/find-account.ts';
import { type AddedWayIn, findAddedWayIn } from '#features/sessions/find-added-way-in.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { exampleMoment } from '#platform/email/example-moment.ts';
import { greeting } from '#platform/email/greeting.ts';
import { either } from '#platform/email/outline.ts';
import { portalLink } from './portal-access.ts';

interface WayInAdded {
  name: string;
  account_name: string;
  /** The passkey's name, or the provider's. */
  way: string;
  is_passkey: boolean;
  added_at: Date;
  url: string;
}

/** Tells a contact that something new opens the portal for him, in case it was not him who added it. */
export const wayInAddedEmail = email<{ contact_id: number } & AddedWayIn, WayInAdded>({
  name: 'portal_access.way_in_added',
  template: {
    is_automatic: true,
    placeholders: { url: 'link', way: 'text', is_passkey: 'condition', added_at: 'moment' },
    outline: (t) => ({
      subject: t('portal_access.emails.way_in_added.subject'),
      blocks: [
        { greeting: greeting(null, t) },
        either(
          'is_passkey',
          t('portal_access.emails.way_in_added.passkey'),
          t('portal_access.emails.way_in_added.provider'),
        ),
        { paragraph: t('portal_access.emails.way_in_added.others') },
      ],
    }),
  },
  load: (ctx, { contact_id, ...ids }) =>
    inTransaction(ctx, async (ctx) => {
      const contact = await ctx.db
        .selectFrom('contact')
        .select('name')
        .where('id', '=', contact_id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      const added = await findAddedWayIn(ctx, ids);
      if (!contact || !added) return null;
      const account = await findAccount(ctx);
      const url = portalLink(account, '/portal/security');
      return { name: contact.name, account_name: account.name, ...added, url };
    }),
  write: ({ name, account_name, way, is_passkey, added_at, url }, t) => ({
    subject: t('portal_access.emails.way_in_added.subject', { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      {
        paragraph: is_passkey
          ? t('portal_access.emails.way_in_added.passkey', { account_name, way, added_at })
          : t('portal_access.emails.way_in_added.provider', { account_name, way, added_at }),
      },
      { paragraph: t('portal_access.emails.way_in_added.others', { url }) },
    ],
  }),
  example: (language) => ({
    ...examples[language],
    is_passkey: true,
    added_at: exampleMoment,
    url: 'https://help.example.com/portal/security',
  }),
});

const examples = {
  en: { name: 'Ruth King', account_name: 'Acorn Support', way: 'Chrome · Windows' },
  ko: { name: '김하늘', account_name: '한빛 고객센터', way: 'Chrome · Windows' },
};
