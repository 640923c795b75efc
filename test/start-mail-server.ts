import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as the server took it. */
export interface CaughtMail extends ParsedMail {
  /** From the SMTP envelope, which is what counts on the wire. */
  envelope_from: string;
  envelope_to: string[];
  raw: string;
}

export interface MailServer {
  url: string;
  /** Everything taken, oldest first. */
  mails: CaughtMail[];
  /** How many connections it has seen. */
  connectionsCount: number;
  /** The newest mail to an address; fails when there is none. */
  mailTo(address: string): CaughtMail;
  /** The same, read where the server keeps mails as they came. */
  readMailTo(address: string): Promise<ParsedMail>;
  stop(): Promise<void>;
}

/** What the server says to whom: an SMTP answer such as `[550, 'no such user']`, or nothing for yes. */
export interface Behaviour {
  onRecipient?(address: string): [code: number, text: string] | undefined;
  /** After the whole message has arrived; `[250, …]` can't be given, that is what nothing means. */
  onMessage?(mail: CaughtMail): [code: number, text: string] | undefined | Promise<undefined>;
  options?: SMTPServerOptions;
  port?: number;
  /** Keeps mails as they came, unread: for thousands of them. */
  isCrowded?: boolean;
}

/** A real SMTP server on a free port of this machine, without TLS and sign-in unless `options` say so. */
export async function startMailServer({
  onRecipient,
  onMessage,
  options,
  port = 0,
  isCrowded = false,
}: Behaviour = {}): Promise<MailServer> {
  const caught: Pick<MailServer, 'mails' | 'connectionsCount'> = { mails: [], connectionsCount: 0 };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onConnect(_, done) {
      caught.connectionsCount++;
      done();
    },
    onRcptTo({ address }, _, done) {
      done(refusal(onRecipient?.(address)));
    },
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const raw = Buffer.concat(chunks).toString('utf8');
      const mail: CaughtMail = {
        ...(isCrowded ? unread : await simpleParser(raw)),
        raw,
        envelope_from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
        envelope_to: session.envelope.rcptTo.map(({ address }) => address),
      };
      const refused = refusal(await onMessage?.(mail));
      if (!refused) caught.mails.push(mail);
      done(refused);
    },
    ...options,
  });
  // A client that goes away in the middle is part of what is tested.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.server.address() as AddressInfo;
  return Object.assign(caught, {
    url: `smtp://127.0.0.1:${taken}`,
    mailTo(address: string) {
      const mail = caught.mails.findLast(({ envelope_to }) => envelope_to.includes(address));
      if (!mail) throw new Error(`no mail to ${address}, only to ${caught.mails.flatMap((one) => one.envelope_to)}`);
      return mail;
    },
    readMailTo(address: string) {
      return simpleParser(this.mailTo(address).raw);
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

/** What is known of a mail that was not read. */
const unread: ParsedMail = { attachments: [], headers: new Map(), headerLines: [], html: false };

function refusal(answer: [number, string] | undefined): (Error & { responseCode: number }) | null {
  return answer ? Object.assign(new Error(answer[1]), { responseCode: answer[0] }) : null;
}
