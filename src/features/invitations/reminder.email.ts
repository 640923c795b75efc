import { email } from '#platform/email/email.ts';
import type { InvitationFacts } from './invitation-letter.ts';
import { writeInvitationLetter } from './invitation-letter.ts';
import { invitationMail } from './invitation-mail.ts';

/** For somebody who was invited a while ago and has not come in: the same with a new link. */
export const reminderEmail = email<{ invitation_id: number }, InvitationFacts>({
  name: 'invitations.reminder',
  ...invitationMail,
  write: (facts, t) => writeInvitationLetter(facts, t, 'reminder'),
});
