import { greeting } from '#platform/email/greeting.ts';
import type { Letter } from '#platform/email/letter.ts';
import type { Translate } from '#platform/i18n/translator.ts';

/** What an invitation says. */
export interface InvitationFacts {
  name: string;
  account_name: string;
  /** The link, which works once. */
  url: string;
  /** Where to sign in ever after. */
  portal_url: string;
  /** Where it goes, and what he will sign in with. */
  to_address: string;
  expires_at: Date;
}

/** The invitation to the portal, or the reminder of one: one link to choose a password, and the portal's address to keep. Pure. */
export function writeInvitationLetter(
  { name, account_name, url, portal_url, to_address, expires_at }: InvitationFacts,
  t: Translate,
  kind: 'invitation' | 'reminder' = 'invitation',
): Letter {
  return {
    subject: t(`invitations.emails.${kind}.subject`, { account_name }),
    blocks: [
      { greeting: greeting(name, t) },
      { paragraph: t(`invitations.emails.${kind}.text`, { account_name }) },
      { button: t('invitations.emails.invitation.button'), url },
      { small: t('invitations.emails.invitation.until', { expires_at }) },
      { small: t('invitations.emails.invitation.afterwards', { portal_url, to_address }) },
    ],
  };
}
