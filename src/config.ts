import { readFileSync } from 'node:fs';
import type { BlockList } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { readNetworks } from '#platform/http/read-networks.ts';
import { type LogLevel, logLevels } from '#platform/log.ts';
import { nearest } from '#platform/nearest.ts';
import { type AllowedHosts, readAllowedHosts } from '#platform/outbound/allowed-hosts.ts';
import { projectFolder } from '#platform/project-folder.ts';

/** Every setting with its value, checked. Names are those of the environment in lower case. */
export interface Config {
  host: string;
  port: number;
  data_dir: string;
  database_url: string | null;
  smtp_url: string | null;
  public_url: string | null;
  mail_from: string | null;
  bounce_address: string | null;
  dns_server: string | null;
  secret_key: string | null;
  process: (typeof processes)[number];
  trusted_proxies: BlockList;
  private_hosts: AllowedHosts;
  log_level: LogLevel;
}

/** One setting as the documentation lists it. `read` turns its text into its value or throws what is wrong with it. */
export interface Setting<T> {
  kind: string;
  fallback: string;
  sentence: string;
  /** May also be set without the prefix `MARU_`. */
  is_also_bare?: boolean;
  /** May also be given as a file: the same name with `_FILE`. */
  is_secret?: boolean;
  read(text: string): T;
}

const processes = ['all', 'web', 'worker'] as const;

/** Every setting there is. A name not listed here, with the prefix `MARU_`, stops the start. */
export const settings: { [N in keyof Config]: Setting<Config[N]> } = {
  host: {
    kind: 'host name or IP address',
    fallback: '127.0.0.1',
    sentence: 'The address to listen on; `0.0.0.0` lets other machines in.',
    is_also_bare: true,
    read: (text) => check(text, /^[\w.:-]+$/, 'must be a host name or an IP address'),
  },
  port: {
    kind: 'number',
    fallback: '3000',
    sentence: 'The port to listen on; `0` takes any free one.',
    is_also_bare: true,
    read: readPort,
  },
  data_dir: {
    kind: 'folder',
    fallback: './data',
    sentence: "Where the embedded database and the secret key are kept; a relative path starts at Maru's own folder.",
    is_also_bare: true,
    read: (text) => (isAbsolute(text) ? text : join(projectFolder, text)),
  },
  database_url: {
    kind: 'URL',
    fallback: '',
    sentence:
      'A PostgreSQL server (15 or later) to use instead of the embedded one, as the role that owns the database.',
    is_also_bare: true,
    is_secret: true,
    read: optional((text) => readUrl(text, ['postgres:', 'postgresql:'], 'postgres://owner:password@host:5432/maru')),
  },
  smtp_url: {
    kind: 'URL',
    fallback: '',
    sentence: 'The mail server to send through; without it, mail stays in the outbox of the console.',
    is_also_bare: true,
    is_secret: true,
    read: optional((text) => readUrl(text, ['smtp:', 'smtps:'], 'smtp://user:password@host:587')),
  },
  public_url: {
    kind: 'URL',
    fallback: '',
    sentence: 'The address people reach Maru at, for the first account; mailed links start with it.',
    read: optional(readPublicUrl),
  },
  mail_from: {
    kind: 'e-mail address',
    fallback: '',
    sentence: 'The sender of mail, such as `Support <support@example.com>`.',
    read: optional((text) =>
      check(text, /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must be an e-mail address'),
    ),
  },
  bounce_address: {
    kind: 'e-mail address',
    fallback: '',
    sentence:
      'Where notices of mail that did not arrive go, such as `bounces@example.com`; each mail gets an address of its own, `bounces+…@example.com`.',
    read: optional((text) =>
      check(
        text,
        /^[\w.-]{1,20}@[^\s<>@]+$/,
        'must be a plain e-mail address without a +, of at most 20 letters before the @',
      ),
    ),
  },
  dns_server: {
    kind: 'IP address, with a port or without',
    fallback: '',
    sentence: "The name server that the look at whether mail arrives asks; without it, the machine's own.",
    read: optional((text) =>
      check(
        text,
        /^(\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?|\[[\da-f:.]+\](:\d{1,5})?|[\da-f]*:[\da-f:.]+)$/i,
        'must be an IP address such as 192.0.2.53 or 192.0.2.53:5353',
      ),
    ),
  },
  secret_key: {
    kind: '32 or more characters',
    fallback: '',
    sentence:
      'What the links in mails are made with; made and kept in `DATA_DIR/secret-key` when absent, required with `DATABASE_URL`.',
    is_secret: true,
    read: optional((text) => check(text, /^.{32,}$/, 'must have at least 32 characters')),
  },
  process: {
    kind: processes.join(', '),
    fallback: 'all',
    sentence: 'What this process does: answer requests (`web`), work off jobs (`worker`), or both.',
    read: (text) => readChoice(text, processes),
  },
  trusted_proxies: {
    kind: 'addresses and networks',
    fallback: '',
    sentence:
      'Proxies whose `X-Forwarded-*` headers count, separated by commas, such as `10.0.0.0/8, ::1`; without it the headers are ignored.',
    read: readNetworks,
  },
  private_hosts: {
    kind: 'hosts',
    fallback: '',
    sentence:
      'Hosts of your own network that Maru may ask, separated by commas, such as `keycloak.corp.example:8443`; without it requests go to the public internet only, at ports 80 and 443.',
    read: readAllowedHosts,
  },
  log_level: {
    kind: logLevels.join(', '),
    fallback: 'info',
    sentence: 'The least serious lines that the log shows.',
    read: (text) => readChoice(text, logLevels),
  },
};

/**
 * Reads every setting from the environment: `MARU_NAME`, for some also `NAME` (the prefixed one wins), for secrets also
 * `…_FILE` with the path of a file that holds it. An empty value counts as absent. Gives the settings, or one sentence
 * for each thing that is wrong, unknown `MARU_` names included.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): { config: Config } | { problems: string[] } {
  const problems = unknownNames(env);
  const config: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings) as [keyof Config, Setting<unknown>][]) {
    try {
      const found = textOf(env, name, setting);
      const text = found?.text ?? setting.fallback;
      config[name] = inWords(found?.name, () => setting.read(text));
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  if (problems.length === 0 && config.database_url && !config.secret_key) {
    problems.push(
      'MARU_SECRET_KEY is required with DATABASE_URL, so that every process signs with the same key: set it to 32 or more random characters, for example from `openssl rand -hex 32`.',
    );
  }
  return problems.length > 0 ? { problems } : { config: config as unknown as Config };
}

/** Names that a setting may be given by, the one that wins first. */
export function namesOf(name: string, setting: Pick<Setting<unknown>, 'is_also_bare' | 'is_secret'>): string[] {
  const plain = [`MARU_${name.toUpperCase()}`, ...(setting.is_also_bare ? [name.toUpperCase()] : [])];
  return plain.flatMap((one) => (setting.is_secret ? [one, `${one}_FILE`] : [one]));
}

function textOf(
  env: NodeJS.ProcessEnv,
  name: string,
  setting: Setting<unknown>,
): { name: string; text: string } | null {
  const given = namesOf(name, setting).filter((one) => env[one]);
  const [first] = given;
  if (!first) return null;
  if (given.includes(`${first}_FILE`)) throw new Error(`${first} and ${first}_FILE are both set: keep one of them.`);
  return { name: first, text: first.endsWith('_FILE') ? readSecretFile(first, env[first]!) : env[first]!.trim() };
}

function readSecretFile(name: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Error(
      `${name} names the file ${path}, which can not be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
  if (text === '') throw new Error(`${name} names the file ${path}, which is empty.`);
  return text;
}

function inWords<T>(name: string | undefined, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${name} ${(error as Error).message}.`);
  }
}

function unknownNames(env: NodeJS.ProcessEnv): string[] {
  const known = Object.entries(settings).flatMap(([name, setting]) => namesOf(name, setting));
  return Object.keys(env)
    .filter((name) => name.startsWith('MARU_') && !known.includes(name))
    .map((name) => `${name} is not a setting of Maru; did you mean ${nearest(name, known)}?`);
}

function optional<T>(read: (text: string) => T): (text: string) => T | null {
  return (text) => (text === '' ? null : read(text));
}

function check(text: string, shape: RegExp, problem: string): string {
  if (!shape.test(text)) throw new Error(problem);
  return text;
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new Error(`must be a port from 0 to 65535, not “${text}”`);
  return Number(text);
}

function readChoice<T extends string>(text: string, choices: readonly T[]): T {
  const choice = choices.find((one) => one === text.toLowerCase());
  if (!choice) throw new Error(`must be one of ${choices.join(', ')}, not “${text}”`);
  return choice;
}

/** The value is not repeated in the sentence: it may hold a password. */
function readUrl(text: string, protocols: string[], example: string): string {
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new Error(`must be a URL like ${example}`);
  }
  return text;
}

function readPublicUrl(text: string): string {
  const url = URL.parse(text);
  const isOrigin =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username;
  if (!isOrigin) throw new Error(`must be an address like https://help.example.com, without a path, not “${text}”`);
  return url.origin;
}
