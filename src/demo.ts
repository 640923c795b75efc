import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listAccountIds } from '#features/accounts/list-account-ids.ts';
import { createClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { Failure } from '#platform/failure.ts';
import { createLog } from '#platform/log.ts';
import { openSecretKey } from '#platform/secret-key.ts';
import { createApp } from './app.ts';
import type { Setting } from './cli.ts';
import type { Config } from './config.ts';
import { createSampleAccount } from './sample/create-sample-account.ts';
import { openLetterbox } from './sample/open-letterbox.ts';
import { sampleAgents, samplePassword } from './sample/sample-agents.ts';
import { wellKnown } from './sample/sample-contacts.ts';
import { serve } from './serve.ts';

/**
 * Starts Maru with a sample account, in the folder `demo` of the data folder and always on the embedded database, so that
 * no real account is ever touched; makes the account at the first start. No mail leaves, whatever the settings say: its
 * addresses are made up.
 */
export async function demo({ config, ...more }: Setting): Promise<boolean> {
  const data_dir = join(config.data_dir, 'demo');
  const public_url = config.public_url ?? `http://localhost:${config.port}`;
  const outside = { database_url: null, smtp_url: null, secret_key: null, process: 'all' } as const;
  const demoConfig: Config = { ...config, ...outside, data_dir, public_url };
  await createOnce(demoConfig, { ...more, public_url });
  return serve({ ...more, config: demoConfig, lines: signInLines(public_url, data_dir, more.t) });
}

async function createOnce(
  config: Config,
  { public_url, terminal, t }: Pick<Setting, 'terminal' | 't'> & { public_url: string },
): Promise<void> {
  const made = join(config.data_dir, 'made');
  if (existsSync(made)) return;
  const log = createLog('warn', 'stderr');
  const database = await openDatabase({ ...config, log });
  const clock = createClock();
  const secret_key = await openSecretKey(config.data_dir);
  const letterbox = await openLetterbox();
  const mail = { smtp_url: letterbox.url, mail_from: 'help@dalbit.example' };
  const app = createApp({ ...database, config: { ...config, ...mail }, clock, log, secret_key });
  try {
    const ids = await listAccountIds(app.contextOf({ kind: 'system', account_id: 0, locale: 'en' }).db);
    if (ids.length > 0) {
      throw new Failure('conflict', 'program.demo_unfinished', { values: { folder: config.data_dir } });
    }
    terminal.remark(t('program.demo_making'));
    await createSampleAccount({ ...app, clock }, { public_url });
    await writeFile(made, '');
  } finally {
    await app.close();
    await letterbox.close();
    await database.close();
  }
}

function signInLines(public_url: string, folder: string, t: Setting['t']): string[] {
  const shown = [0, 1, 3].map((at) => sampleAgents[at]!);
  const width = Math.max(...[...shown, ...wellKnown].map(({ email }) => email.length));
  const line = ({ email, language }: { email: string; language: string }, role: string) =>
    `${email.padEnd(width)}  ${role}${new Intl.DisplayNames(language, { type: 'language' }).of(language)}`;
  return [
    '',
    t('program.demo_agents', { url: `${public_url}/sign-in` }),
    ...shown.map((agent) => line(agent, `${t(`agents.roles.${agent.role}`)}, `)),
    '',
    t('program.demo_customers', { url: `${public_url}/portal/sign-in` }),
    ...wellKnown.map((contact) => line(contact, '')),
    '',
    t('program.demo_password', { password: samplePassword }),
    t('program.demo_folder', { folder }),
  ];
}
