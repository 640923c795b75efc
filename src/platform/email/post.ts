import { createNames, type Names } from '#platform/names/names.ts';

/** The way that mail takes out of the house, as far as a look at whether it arrives needs to know. */
export interface Post {
  /** The address in the sender of all mail; null where nobody has said one. */
  readonly from_address: string | null;
  /** The mail server that it is handed to; null without one. */
  readonly smtp_host: string | null;
  /** Whom to ask for what a domain says of its mail. */
  readonly names: Names;
}

/** From the settings. */
export function createPost({
  smtp_url,
  mail_from,
  dns_server = null,
}: {
  smtp_url: string | null;
  mail_from: string | null;
  dns_server?: string | null;
}): Post {
  return {
    from_address: mail_from === null ? null : (/<([^<>]+)>\s*$/.exec(mail_from)?.[1] ?? mail_from),
    smtp_host: smtp_url === null ? null : new URL(smtp_url).hostname,
    names: createNames(dns_server),
  };
}
