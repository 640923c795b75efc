import { access, constants, mkdir, stat, statfs } from 'node:fs/promises';
import { listAccountIds } from '#features/accounts/list-account-ids.ts';
import { databaseOfPool } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { checkSmtp } from '#platform/email/check-smtp.ts';
import { Failure } from '#platform/failure.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import type { Translate } from '#platform/i18n/translator.ts';
import { createLog } from '#platform/log.ts';
import { secretKeyPath } from '#platform/secret-key.ts';
import type { Setting } from './cli.ts';
import type { Config } from './config.ts';

/** What one look found: all is well, something to know, or trouble. */
interface Finding {
  kind: 'well' | 'know' | 'trouble';
  sentence: string;
}

const oldestNode = 24;
const leastFreeBytes = 1_000_000_000;

/** `maru doctor`: looks at the machine, the settings, the database and the mail server, and says what it found. False when there is trouble. */
export async function doctor({ config, terminal, t }: Setting): Promise<boolean> {
  let isWell = true;
  const widest = Math.max(...(['well', 'know', 'trouble'] as const).map((kind) => t(`program.doctor.${kind}`).length));
  for (const look of [lookAtNode, lookAtFolder, lookAtKey, lookAtDatabase, lookAtAddress, lookAtMail]) {
    for (const { kind, sentence } of await look(config, t)) {
      terminal.answer(`${t(`program.doctor.${kind}`).padEnd(widest)}  ${sentence}`);
      if (kind === 'trouble') isWell = false;
    }
  }
  return isWell;
}

async function lookAtNode(_: Config, t: Translate): Promise<Finding[]> {
  const { node } = process.versions;
  const isNewEnough = Number(node.split('.')[0]) >= oldestNode;
  return [{ kind: isNewEnough ? 'well' : 'trouble', sentence: t('program.doctor.node', { version: node }) }];
}

async function lookAtFolder({ data_dir: path }: Config, t: Translate): Promise<Finding[]> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return [{ kind: 'trouble', sentence: t('program.doctor.folder_closed', { path, reason: code }) }];
  }
  const { bavail, bsize } = await statfs(path);
  const free = bavail * bsize;
  const sentence = t('program.doctor.folder', { path, free: Math.round(free / 1e8) / 10 });
  return [{ kind: free < leastFreeBytes ? 'trouble' : 'well', sentence }];
}

/** Whoever reads the key can make every link. */
async function lookAtKey({ data_dir, secret_key }: Config, t: Translate): Promise<Finding[]> {
  if (secret_key) return [{ kind: 'well', sentence: t('program.doctor.key_given') }];
  const path = secretKeyPath(data_dir);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!found) return [{ kind: 'know', sentence: t('program.doctor.key_not_yet', { path }) }];
  const isOpen = (found.mode & 0o077) !== 0;
  if (isOpen) return [{ kind: 'trouble', sentence: t('program.doctor.key_open', { path }) }];
  return [{ kind: 'well', sentence: t('program.doctor.key', { path }) }];
}

async function lookAtDatabase(config: Config, t: Translate): Promise<Finding[]> {
  try {
    const database = await openDatabase({ ...config, log: createLog('error', 'stderr') });
    try {
      const { rows } = await database.pools.pages.query<{ server_version: string }>('show server_version');
      const accounts = await listAccountIds(databaseOfPool(database.pools.pages));
      const version = rows[0]!.server_version;
      const where = config.database_url ? 'given' : 'embedded';
      const reason = database.login_refusal;
      return [
        { kind: 'well', sentence: t(`program.doctor.database_${where}`, { version }) },
        ...(reason ? [{ kind: 'know' as const, sentence: t('program.doctor.login_refused', { reason }) }] : []),
        {
          kind: accounts.length > 0 ? 'well' : 'know',
          sentence: t('program.doctor.accounts', { count: accounts.length }),
        },
      ];
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ kind: 'trouble', sentence: failureSentence(t, error.code, error.more.values) }];
  }
}

async function lookAtAddress({ public_url, host }: Config, t: Translate): Promise<Finding[]> {
  const isLocal = /^(127\.|localhost$|::1$)/.test(host);
  if (!public_url) return [{ kind: 'know', sentence: t(`program.doctor.address_${isLocal ? 'local' : 'none'}`) }];
  const isSecure = public_url.startsWith('https:');
  return [
    {
      kind: isSecure ? 'well' : 'know',
      sentence: t(`program.doctor.address_${isSecure ? 'secure' : 'plain'}`, { public_url }),
    },
  ];
}

async function lookAtMail({ smtp_url, mail_from }: Config, t: Translate): Promise<Finding[]> {
  if (!smtp_url) return [{ kind: 'know', sentence: t('program.doctor.mail_none') }];
  const { host } = new URL(smtp_url);
  const reason = await checkSmtp(smtp_url);
  const server: Finding = reason
    ? { kind: 'trouble', sentence: t('program.doctor.mail_refused', { host, reason }) }
    : { kind: 'well', sentence: t('program.doctor.mail', { host }) };
  return mail_from ? [server] : [server, { kind: 'trouble', sentence: t('program.doctor.mail_from_none') }];
}
