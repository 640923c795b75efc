import { email } from '#platform/email/email.ts';
import type { InvitationFacts } from './invitation-letter.ts';
import { writeInvitationLetter } from './invitation-letter.ts';
import { invitationMail } from './invitation-mail.ts';

/**
 * The invitation to the portal: one link to choose a password, and the portal's address to keep. However long it had to
 * wait, its link has all its days from the moment it goes out.
 */
export const invitationEmail = email<{ invitation_id: number }, InvitationFacts>({
  name: 'invitations.invitation',
  ...invitationMail,
  write: (facts, t) => writeInvitationLetter(facts, t),
});
