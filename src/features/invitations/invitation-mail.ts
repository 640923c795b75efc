import { findAccount } from '#features/accounts/find-account.ts';
import { isAdmittable } from '#features/portal-access/link.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { EmailParts } from '#platform/email/email.ts';
import { afterExample } from '#platform/email/example-moment.ts';
import { expiryFrom, expiryOf } from './invitation.ts';
import type { InvitationFacts } from './invitation-letter.ts';

type Parts = EmailParts<{ invitation_id: number }, InvitationFacts>;

/**
 * What an invitation and a reminder have in common: the link they carry, which has all its days from the moment it goes out,
 * and what becomes of it with its mail.
 */
export const invitationMail: Pick<Parts, 'template' | 'load' | 'start' | 'end' | 'example'> = {
  template: {
    is_automatic: false,
    placeholders: { url: 'link', portal_url: 'link', to_address: 'text', expires_at: 'moment' },
  },
  load: (ctx, { invitation_id: id }) =>
    inTransaction(ctx, async (ctx) => {
      const found = await findMailable(ctx, id);
      if (!found || !isAdmittable(found)) return null;
      const account = await findAccount(ctx);
      const { name, to_address, mail_state } = found;
      return {
        name,
        to_address,
        account_name: account.name,
        url: portalLink(account, '/portal/activate', ctx.tokens.make({ purpose: 'invitation', id, generation: 1 })),
        portal_url: portalLink(account, '/portal'),
        expires_at: expiryOf(found, mail_state) ?? expiryFrom(ctx.clock.now(), account),
      };
    }),
  start: (ctx, all) =>
    inTransaction(ctx, async (ctx) => {
      const expires_at = expiryFrom(ctx.clock.now(), await findAccount(ctx));
      await ctx.db
        .updateTable('invitation')
        .set({ expires_at })
        .where(
          'id',
          'in',
          all.map(({ invitation_id }) => invitation_id),
        )
        .where('spent_at', 'is', null)
        .where('replaced_at', 'is', null)
        .execute();
    }),
  end: (ctx, all, { state, at }) =>
    inTransaction(ctx, async ({ db }) => {
      const ids = all.map(({ invitation_id }) => invitation_id);
      const links = db.updateTable('invitation').where('id', 'in', ids);
      if (state === 'sent') await links.set({ accepted_at: at }).execute();
      else if (state !== 'dropped') await links.set({ bounced_at: at }).execute();
      // It never left the house: nobody can follow a link that nobody was told of.
      else
        await links
          .set({ cancelled_at: at })
          .where('spent_at', 'is', null)
          .where('replaced_at', 'is', null)
          .where('cancelled_at', 'is', null)
          .execute();
    }),
  example: (language) => ({
    ...{
      en: { name: 'Ruth King', account_name: 'Acorn Support' },
      ko: { name: '김하늘', account_name: '한빛 고객센터' },
    }[language],
    url: `https://help.example.com/portal/activate?token=${'x'.repeat(43)}`,
    portal_url: 'https://help.example.com/portal',
    to_address: 'customer@hanbit.example',
    expires_at: afterExample({ days: 7 }),
  }),
};

/** A link that would open, were it followed now; a mail that carries another is pointless. */
function findMailable({ db }: Context, id: number) {
  return db
    .selectFrom('invitation')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'invitation.account_id').onRef('contact.id', '=', 'invitation.contact_id'),
    )
    .innerJoin('contact_email', (join) =>
      join
        .onRef('contact_email.account_id', '=', 'invitation.account_id')
        .onRef('contact_email.contact_id', '=', 'invitation.contact_id')
        .onRef('contact_email.email', '=', 'invitation.email')
        .on('contact_email.state', '<>', 'retired'),
    )
    .leftJoin('mail_message', (join) =>
      join
        .onRef('mail_message.account_id', '=', 'invitation.account_id')
        .onRef('mail_message.id', '=', 'invitation.mail_message_id'),
    )
    .select(['contact.name', 'invitation.email as to_address', 'expires_at', 'mail_message.state as mail_state'])
    .select(['deleted_at', 'deactivated_at', 'locked_by'])
    .where('invitation.id', '=', id)
    .where('spent_at', 'is', null)
    .where('replaced_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('portal_access', '<>', 'active')
    .where('blocked_at', 'is', null)
    .executeTakeFirst();
}
