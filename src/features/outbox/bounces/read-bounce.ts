import type { Readable } from 'node:stream';
import { type ParsedMail, simpleParser } from 'mailparser';
import { headerText } from '#platform/email/header-text.ts';
import { type BounceKey, readBounceKey } from './bounce-key.ts';
import { type BounceReason, guessBounceReason } from './bounce-reason.ts';
import { isAutomaticReply, isDelayNotice, isFailureNotice } from './notice-signs.ts';

/** What a message that came to the return path says, whoever wrote it. */
export interface BounceNotice {
  /**
   * `failed`: the mail did not arrive. `delayed`: it has not yet. `other`: no notice of a failure at all, such as
   * somebody's out-of-office reply.
   */
  kind: 'failed' | 'delayed' | 'other';
  /** Which mail it is about, as the return path says; made by us or not. */
  key: BounceKey | null;
  /** The Message-IDs it quotes, with angle brackets: the mail's own among them, or not. */
  message_ids: string[];
  reason: BounceReason;
  /** What the receiving server said, on one line of at most 200 letters. */
  text: string;
}

/**
 * Reads a message that came to a return path: delivery status notifications (RFC 3464), and the ways in which qmail, Exim
 * and others say the same in prose. `recipient` is the address it came to, where the mail server tells. Never throws for
 * what a message says.
 */
export async function readBounce(message: Readable | Buffer, recipient = ''): Promise<BounceNotice> {
  const mail = await simpleParser(message, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  });
  const text = mail.text ?? '';
  const report = await readReport(mail);
  const quoted = await Promise.all(mail.attachments.filter(isQuotedMail).map(({ content }) => headersOf(content)));
  const about = report ?? readProse(mail, text);
  const ids = [...quoted.map((headers) => String(headers.get('message-id') ?? '')), ...messageIdsIn(text)];
  return {
    ...about,
    key: readBounceKey([recipient, ...arrivedAt(mail)].join('\n')),
    message_ids: [...new Set(ids.filter((id) => /^<[^<>\s]+>$/.test(id)))].slice(0, 10),
    text: headerText(about.text),
  };
}

/** So much of a notice is read for what it says; the rest is the mail it quotes. */
const mostLetters = 20_000;

type About = Pick<BounceNotice, 'kind' | 'reason' | 'text'>;

/** What the machine-readable part says of the recipient; each of our mails has one. Null without such a part. */
async function readReport(mail: ParsedMail): Promise<About | null> {
  const part = mail.attachments.find(({ contentType }) => /^message\/(global-)?delivery-status$/.test(contentType));
  if (!part) return null;
  const groups = part.content.toString('utf8').split(/\r?\n[ \t]*\r?\n/);
  const all = await Promise.all(groups.map((group) => headersOf(Buffer.from(group))));
  const recipients = all.filter((headers) => headers.has('action') || headers.has('final-recipient'));
  const failed = recipients.find((headers) => word(headers, 'action') === 'failed');
  const told = failed ?? recipients[0];
  if (!told) return null;
  const status = String(told.get('status') ?? '');
  const diagnostic = String(told.get('diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, '');
  const said = diagnostic || status || (mail.text ?? '');
  // Some leave the action out and say by the status alone that it failed.
  const isFailed = failed !== undefined || (!told.has('action') && status.startsWith('5.'));
  if (!isFailed)
    return { kind: word(told, 'action') === 'delayed' ? 'delayed' : 'other', reason: 'unknown', text: said };
  return { kind: 'failed', reason: guessBounceReason({ status, text: diagnostic || (mail.text ?? '') }), text: said };
}

/** What a message without such a part says. */
function readProse(mail: ParsedMail, text: string): About {
  if (isAutomaticReply(mail)) return { kind: 'other', reason: 'unknown', text: '' };
  if (!isFailureNotice(mail)) return { kind: 'other', reason: 'unknown', text: '' };
  const own = beforeQuote(text);
  if (isDelayNotice(mail, own)) return { kind: 'delayed', reason: 'unknown', text: '' };
  const said = diagnosticIn(own);
  const reason = guessBounceReason({ text: said });
  return { kind: 'failed', reason: reason === 'unknown' ? guessBounceReason({ text: own }) : reason, text: said };
}

/** What a notice says itself: what it quotes of the mail says nothing about the failure. */
function beforeQuote(text: string): string {
  const lines = text.slice(0, mostLetters).split(/\r?\n/);
  const quote = lines.findIndex(
    (line) =>
      /^(return-path:|>? ?message-id:)/i.test(line) ||
      (line.startsWith('---') && /original|copy|below|returned|원본/i.test(line.slice(0, 200))),
  );
  return lines.slice(0, quote < 0 ? lines.length : quote).join('\n');
}

/** The lines in which another server is quoted: from the first with a reply or status code, to the end of its paragraph. */
function diagnosticIn(text: string): string {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => /(^|[^\d.])[45]\d\d([ -]|$)|\b[45]\.\d{1,3}\.\d{1,3}\b/.test(line));
  const from = first >= 0 ? first : lines.findIndex((line) => /@/.test(line));
  if (from < 0) return text.trim();
  const paragraph = lines.slice(from);
  const end = paragraph.findIndex((line, place) => place > 0 && line.trim() === '');
  return paragraph.slice(0, end < 0 ? 6 : Math.min(end, 6)).join(' ');
}

function isQuotedMail({ contentType }: ParsedMail['attachments'][number]): boolean {
  return /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/.test(contentType);
}

/** The fields of a block of headers, such as one of a report's or of a quoted mail's. */
async function headersOf(block: Buffer): Promise<ParsedMail['headers']> {
  const { headers } = await simpleParser(block.subarray(0, 64 * 1024), { skipHtmlToText: true, skipTextToHtml: true });
  return headers;
}

function word(headers: ParsedMail['headers'], name: string): string {
  return String(headers.get(name) ?? '')
    .trim()
    .toLowerCase();
}

/** Where mail servers note the address a message came to. */
function arrivedAt({ headerLines }: ParsedMail): string[] {
  const names = new Set(['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to']);
  return headerLines.filter(({ key }) => names.has(key)).map(({ line }) => line);
}

function messageIdsIn(text: string): string[] {
  return [...text.matchAll(/^>? ?Message-ID:\s*(<[^<>\s]{3,300}>)/gim)].map((found) => found[1]!).slice(0, 10);
}
