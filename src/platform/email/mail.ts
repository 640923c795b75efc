/** One e-mail as it goes out: both parts say the same. */
export interface OutgoingMail {
  /** Shown as the sender's name, before the address that `MAIL_FROM` gives. */
  from_name: string;
  /** Where answers go; the sender's address when null. */
  reply_to: string | null;
  to_address: string;
  /** With its angle brackets, the same at every try. */
  message_id: string;
  language: string;
  subject: string;
  text: string;
  html: string;
}

/**
 * How one try ended. `retry`: worth another one later (a 4xx answer). `unreachable`: so is every other mail, the server
 * does not answer or does not let us in. `refused`: for good (a 5xx answer, an address that is none).
 */
export type SendResult = { outcome: 'sent' } | { outcome: 'retry' | 'unreachable' | 'refused'; reason: string };

/** The way to the mail server. Only a job has it, so that no request ever waits for one. */
export interface Mail {
  /** False without `SMTP_URL`: mail then stays in the outbox, where it can be read. */
  readonly is_configured: boolean;
  /** Hands one mail to the server. Never throws for what the server or the line does; `reason` is safe to show an agent. */
  send(mail: OutgoingMail): Promise<SendResult>;
  /** Ends open connections. */
  close(): void;
}
