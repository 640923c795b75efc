/** A key whose public half stands in a record of the domain. */
export interface SigningKey {
  domain: string;
  selector: string;
  /** PEM. */
  private_key: string;
}

/** One e-mail as it goes out: both parts say the same. */
export interface OutgoingMail {
  /** Shown as the sender's name, before the address that `MAIL_FROM` gives. */
  from_name: string;
  /** Where answers go; the sender's address when null. */
  reply_to: string | null;
  to_address: string;
  /** With its angle brackets, the same at every try. */
  message_id: string;
  /** What a notice that it did not arrive is known by; absent where nobody would read one. */
  bounce_key?: string;
  /** What it is signed with (DKIM, RFC 6376); absent for a mail that is not. */
  signing_key?: SigningKey | null;
  language: string;
  subject: string;
  text: string;
  html: string;
  /** What the HTML shows by `cid:`, sent along with it; absent from a mail that is only looked at. */
  pictures?: readonly { cid: string; png_base64: string }[];
}

/**
 * How one try ended. `retry`: worth another one later (a 4xx answer). `unreachable`: so is every other mail, the server
 * does not answer or does not let us in. `bounced`: the server refused the recipient for good (a 5xx answer to RCPT TO).
 * `refused`: it refused the mail for good, or the address is none.
 */
export type SendResult =
  | { outcome: 'sent' }
  | { outcome: 'retry' | 'unreachable' | 'bounced' | 'refused'; reason: string };

/** The way to the mail server. Only a job has it, so that no request ever waits for one. */
export interface Mail {
  /** False without `SMTP_URL`: mail then stays in the outbox, where it can be read. */
  readonly is_configured: boolean;
  /** Hands one mail to the server. Never throws for what the server or the line does; `reason` is safe to show an agent. */
  send(mail: OutgoingMail): Promise<SendResult>;
  /** Ends open connections. */
  close(): void;
}
