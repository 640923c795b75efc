import type { ParsedMail } from 'mailparser';

/** What mail servers call their notices, in the languages of those who read them. */
const failureSubjects =
  /undeliver|undelivered|delivery (status notification|failure|has failed|report)|returned (mail|to sender)|return(ed)? (mail|message)|failure notice|mail delivery (failed|failure)|delivery problem|could not be delivered|non.?deliver|반송|(발송|전송|배달|전달).{0,4}(실패|불가|오류)|수신.{0,4}(실패|불가)/i;

const daemons = /^(mailer-?daemon|mail-?daemon|postmaster|mailerdaemon|bounces?)(\+.*)?@/i;

const replySubjects =
  /^\W*(re:\s*)?(\[?(automatic|auto)[- ]?(reply|response|matische)|out of (the )?office|on (vacation|leave|holiday)|vacation|away from|abwesenheit|réponse automatique|부재|자동 ?(응답|회신)|휴가)/i;

/** Somebody's out-of-office reply, or another that a machine wrote on his behalf: it has arrived. */
export function isAutomaticReply(mail: ParsedMail): boolean {
  const { headers, subject = '' } = mail;
  const isReply = replySubjects.test(subject) || headers.has('x-autoreply') || headers.has('x-autorespond');
  const precedence = String(headers.get('precedence') ?? '').toLowerCase();
  if (isReply || precedence === 'auto_reply') return true;
  return String(headers.get('auto-submitted') ?? '').startsWith('auto-replied') && !isFailureNotice(mail);
}

/** A notice of a mail server, as far as its sender and its subject tell. */
export function isFailureNotice({ headers, subject = '', from }: ParsedMail): boolean {
  if (headers.has('x-failed-recipients')) return true;
  const address = from?.value[0]?.address ?? '';
  const path = headers.get('return-path') as { text?: string } | undefined;
  const isFromServer = daemons.test(address) || path?.text === '';
  return isFromServer && failureSubjects.test(subject);
}

/** A notice that a mail has not arrived yet and is tried again. */
export function isDelayNotice({ subject = '' }: ParsedMail, text: string): boolean {
  return (
    /delay|warning|지연/i.test(subject) ||
    /(do not need to|no need to) (resend|re-send)|will (be retried|keep trying|continue to (be )?tr)|not yet been delivered|delivery attempts will continue/i.test(
      text,
    )
  );
}
