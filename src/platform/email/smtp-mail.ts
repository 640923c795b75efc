import { createTransport } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { headerText } from './header-text.ts';
import type { Mail, OutgoingMail, SendResult, SigningKey } from './mail.ts';

/** How many mails are on their way to the server at once. */
export const connectionsCount = 5;

export interface SmtpSettings {
  /** `smtp://user:password@host:587`, or null to keep mail in the outbox. */
  smtp_url: string | null;
  /** `Support <support@example.com>` or the address alone; null is `maru@localhost`. */
  mail_from: string | null;
  /** Where notices go of mail that did not arrive, such as `bounces@help.example.com`; the sender's address when null. */
  bounce_address?: string | null;
  /** How long a silent server is waited for, in milliseconds; 30 s unless told. */
  patience_ms?: number;
}

/** Mail over SMTP with connections that stay open for a while. Nothing connects before the first mail. */
export function createSmtpMail({
  smtp_url,
  mail_from,
  bounce_address = null,
  patience_ms = 30_000,
}: SmtpSettings): Mail {
  const from_address = /<([^<>]+)>\s*$/.exec(mail_from ?? '')?.[1] ?? mail_from ?? 'maru@localhost';
  if (smtp_url === null) return { is_configured: false, send: refuseUnconfigured, close() {} };
  const options: SMTPPool.Options = {
    url: smtp_url,
    pool: true,
    maxConnections: connectionsCount,
    // Some servers end a connection after a hundred mails; a new one costs little.
    maxMessages: 100,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: patience_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const transport = createTransport(options);
  return {
    is_configured: true,
    async send(mail) {
      // What is not stored as one plain mailbox is never shown to the server (K01).
      if (readEmailAddress(mail.to_address) !== mail.to_address) {
        return { outcome: 'refused', reason: 'this is no e-mail address' };
      }
      try {
        await transport.sendMail(messageOf(mail, { from_address, bounce_address }));
        return { outcome: 'sent' };
      } catch (error) {
        return resultOf(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

async function refuseUnconfigured(): Promise<SendResult> {
  return { outcome: 'unreachable', reason: 'SMTP_URL is not set' };
}

interface Senders {
  from_address: string;
  bounce_address: string | null;
}

function messageOf(mail: OutgoingMail, { from_address, bounce_address }: Senders) {
  const reply_to = mail.reply_to && readEmailAddress(mail.reply_to);
  return {
    from: { name: headerText(mail.from_name), address: from_address },
    ...(reply_to ? { replyTo: reply_to } : {}),
    to: { name: '', address: mail.to_address },
    envelope: { from: returnPath(mail, bounce_address) ?? from_address, to: [mail.to_address] },
    // Word of a mail that did not arrive, and only then, with its headers alone (RFC 3461).
    dsn: { notify: ['failure'], return: 'headers' },
    ...(mail.signing_key && { dkim: dkimOf(mail.signing_key) }),
    subject: headerText(mail.subject),
    messageId: mail.message_id,
    text: mail.text,
    html: mail.html,
    attachments: (mail.pictures ?? []).map(({ cid, png_base64 }) => ({
      cid,
      content: png_base64,
      encoding: 'base64',
      contentType: 'image/png',
      contentDisposition: 'inline' as const,
      filename: 'logo.png',
    })),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': mail.language,
    },
  };
}

function dkimOf({ domain, selector, private_key }: SigningKey) {
  return { domainName: domain, keySelector: selector, privateKey: private_key };
}

/** Each mail has a return path of its own (VERP), so that a notice says which mail it is about even where it quotes nothing of it. */
function returnPath({ bounce_key }: OutgoingMail, bounce_address: string | null): string | null {
  if (!bounce_address || !bounce_key) return bounce_address;
  return bounce_address.replace('@', `+${bounce_key}@`);
}

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  /** What the server answered, in its own words. */
  response?: string;
  /** The SMTP command that was answered. */
  command?: string;
}

/** Commands that are about one mail; a refusal of any other (AUTH, STARTTLS, EHLO) is about us. */
const aboutThisMail = new Set(['RCPT TO', 'DATA', 'MAIL FROM']);

function resultOf({ responseCode, response, command, message, code }: SmtpError): SendResult {
  const reason = headerText(response || message);
  const isAboutMail = aboutThisMail.has(command ?? '') || code === 'EENVELOPE' || code === 'EMESSAGE';
  if (!responseCode || !isAboutMail) return { outcome: 'unreachable', reason };
  // 421: the server is closing down; it says so to everybody.
  if (responseCode === 421) return { outcome: 'unreachable', reason };
  if (responseCode < 500) return { outcome: 'retry', reason };
  return { outcome: command === 'RCPT TO' ? 'bounced' : 'refused', reason };
}
