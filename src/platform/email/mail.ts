/** One e-mail as it goes out: both parts say the same. */
export interface OutgoingMail {
  to_address: string;
  /** With its angle brackets, the same at every try. */
  message_id: string;
  subject: string;
  text: string;
  html: string;
}

/** How one try ended. `retry` is worth another one later (no connection, a 4xx answer), `refused` is for good (5xx). */
export type SendResult = { outcome: 'sent' } | { outcome: 'retry' | 'refused'; reason: string };

/** The way to the mail server. Only a job has it, so that no request ever waits for one. */
export interface Mail {
  /** False without `SMTP_URL`: mail then stays in the outbox, where it can be read. */
  readonly is_configured: boolean;
  /** Hands one mail to the server. Never throws for what the server or the line does; `reason` is safe to show an agent. */
  send(mail: OutgoingMail): Promise<SendResult>;
  /** Ends open connections. */
  close(): void;
}
