import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { email } from '#platform/email/email.ts';
import { type InvitationFacts, writeInvitationLetter } from './invitation-letter.ts';

/** The invitation to the portal: one link to choose a password, and the portal's address to keep. */
export const invitationEmail = email<{ invitation_id: number }, InvitationFacts>({
  name: 'invitations.invitation',
  load: (ctx, { invitation_id: id }) =>
    inTransaction(ctx, async (ctx) => {
      const invitation = await ctx.db
        .selectFrom('invitation')
        .innerJoin('contact', (join) =>
          join
            .onRef('contact.account_id', '=', 'invitation.account_id')
            .onRef('contact.id', '=', 'invitation.contact_id'),
        )
        .select(['contact.name', 'email as to_address', 'expires_at'])
        .where('invitation.id', '=', id)
        .where('spent_at', 'is', null)
        .where('replaced_at', 'is', null)
        .where('cancelled_at', 'is', null)
        .where('contact.deleted_at', 'is', null)
        .where('contact.deactivated_at', 'is', null)
        .executeTakeFirst();
      if (!invitation) return null;
      const account = await findAccount(ctx);
      const token = ctx.tokens.make({ purpose: 'invitation', id, generation: 1 });
      return {
        ...invitation,
        account_name: account.name,
        url: portalLink(account, '/portal/activate', token),
        portal_url: portalLink(account, '/portal'),
      };
    }),
  write: writeInvitationLetter,
  example: (language) => ({
    ...{
      en: { name: 'Ruth King', account_name: 'Acorn Support' },
      ko: { name: '김하늘', account_name: '한빛 고객센터' },
    }[language],
    url: `https://help.example.com/portal/activate?token=${'x'.repeat(43)}`,
    portal_url: 'https://help.example.com/portal',
    to_address: 'customer@hanbit.example',
    expires_at: new Date('2026-11-30T09:00:00Z'),
  }),
});
