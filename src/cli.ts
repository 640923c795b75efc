import type { ServerBuild } from 'react-router';
import { findAccountOfHost } from '#features/accounts/find-account-of-host.ts';
import { listAccountIds } from '#features/accounts/list-account-ids.ts';

import { inviteCommand } from '#features/bulk-actions/invite.command.ts';
import {
  importCancelCommand,
  importPauseCommand,
  importResumeCommand,
  importUndoCommand,
} from '#features/imports/import-lifecycle.command.ts';
import { importCompaniesCommand, importContactsCommand, importListCommand } from '#features/imports/imports.command.ts';
import { importFilesCommand } from '#features/imports/uploads/import-files.command.ts';
import { bounceCommand } from '#features/outbox/bounces/bounce.command.ts';
import { mailCommand } from '#features/outbox/mail.command.ts';
import { guessPlace } from '#features/setup/guess-place.ts';
import { setupCommand } from '#features/setup/setup.command.ts';
import { createClock } from '#platform/clock.ts';
import type { Command, Given, Terminal } from '#platform/command.ts';
import type { Database } from '#platform/database/database.ts';
import { openDatabase } from '#platform/database/open-database.ts';
import { Failure } from '#platform/failure.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { type Translate, translator } from '#platform/i18n/translator.ts';
import { createLog } from '#platform/log.ts';
import { nearest } from '#platform/nearest.ts';
import { readArguments } from '#platform/read-arguments.ts';
import { openSecretKey } from '#platform/secret-key.ts';
import { textOption } from '#platform/text-option.ts';
import { createApp } from './app.ts';
import { backup } from './backup.ts';
import { type Config, readConfig } from './config.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';

/** What works in an account, in the order of the help. A feature's commands are one line each here. */
export const commands: readonly Command[] = [
  setupCommand,
  importContactsCommand,
  importCompaniesCommand,
  importFilesCommand,
  importListCommand,
  importPauseCommand,
  importResumeCommand,
  importCancelCommand,
  importUndoCommand,
  inviteCommand,
  mailCommand,
  bounceCommand,
];

/** What a command that concerns the program itself gets. */
export interface Setting {
  config: Config;
  pages: ServerBuild;
  terminal: Terminal;
  t: Translate;
}

/** The same, with what was typed behind its name. */
export interface ProgramSetting extends Setting {
  given: Given;
}

/** What concerns the program itself; `run` ends with whether it did what was asked. */
interface Program {
  /** What follows the name; without it nothing may. */
  synopsis?: string;
  options?: Command['options'];
  run(setting: ProgramSetting): Promise<boolean>;
}

const programs: Record<string, Program> = {
  start: { run: serve },
  demo: { run: demo },
  web: { run: (setting) => serve({ ...setting, config: { ...setting.config, process: 'web' } }) },
  worker: { run: (setting) => serve({ ...setting, config: { ...setting.config, process: 'worker' } }) },
  migrate: { run: migrate },
  doctor: { run: doctor },
  backup: {
    synopsis: 'FILE [--force] [--json]',
    options: { force: { type: 'boolean' }, json: { type: 'boolean' } },
    run: backup,
  },
  restore: { synopsis: 'FILE [--json]', options: { json: { type: 'boolean' } }, run: restore },
};

/**
 * Runs what was typed behind `maru` and gives the exit status: 0 only if what was asked was done. Expected trouble is one
 * plain sentence on standard error, in the language of the machine.
 */
export async function cli(argv: string[], pages: ServerBuild, terminal: Terminal): Promise<number> {
  const { language: locale, time_zone } = guessPlace(new Intl.DateTimeFormat().resolvedOptions());
  const t = translator(locale, time_zone);
  try {
    if (argv.length === 0 || /^(--help|-h|help)$/.test(argv[0]!)) {
      for (const line of helpLines(t)) terminal.answer(line);
      return argv.length === 0 ? 1 : 0;
    }
    const program = programs[argv[0]!];
    if (!program) return await runCommand(argv, { terminal, t, locale });
    return (await runProgram(argv[0]!, program, argv.slice(1), { pages, terminal, t })) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, more } = error;
    for (const problem of more.problems ?? [{ code, values: more.values ?? {} }]) {
      const option = 'field' in problem ? `${problem.field}: ` : '';
      terminal.remark(`${option}${failureSentence(t, problem.code, problem.values)}`);
    }
    return 1;
  }
}

async function runProgram(
  name: string,
  { synopsis, options = {}, run }: Program,
  argv: string[],
  outside: Omit<Setting, 'config'>,
): Promise<boolean> {
  const { terminal, t } = outside;
  const given = readArguments({ name, options }, argv);
  if (given.options.help) {
    terminal.answer(`${['maru', name, synopsis].join(' ').trimEnd()}\n  ${t(`program.commands.${name}`)}`);
    return true;
  }
  const [word] = given.words;
  if (word !== undefined && synopsis === undefined)
    throw new Failure('invalid', 'program.too_many_words', { values: { word } });
  return run({ ...outside, config: configured(), given });
}

async function runCommand(
  argv: string[],
  { terminal, t, locale }: { terminal: Terminal; t: Translate; locale: Locale },
): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, at) => argv[at] === word));
  if (!command) throw unknownCommand(argv);
  try {
    return await runKnown(command, argv, { terminal, t, locale });
  } catch (error) {
    if (command.trouble_status === undefined) throw error;
    const sentence = error instanceof Failure ? failureSentence(t, error.code, error.more.values ?? {}) : String(error);
    terminal.remark(sentence);
    return command.trouble_status;
  }
}

async function runKnown(
  command: Command,
  argv: string[],
  { terminal, t, locale }: { terminal: Terminal; t: Translate; locale: Locale },
): Promise<number> {
  const given = readArguments(command, argv.slice(command.name.split(' ').length));
  if (given.options.help) {
    terminal.answer(`maru ${command.name} ${command.synopsis}\n  ${t(command.help)}`);
    return 0;
  }
  const config = configured();
  const log = createLog(config.log_level === 'info' ? 'warn' : config.log_level, 'stderr');
  const secret_key = config.secret_key ?? (await openSecretKey(config.data_dir));
  const database = await openDatabase({ ...config, log });
  const app = createApp({ ...database, config, clock: createClock(), log, secret_key });
  try {
    const nobody = app.contextOf({ kind: 'system', account_id: 0, locale });
    const account_id = command.needs_no_account ? 0 : await chosenAccount(nobody.db, given);
    const inAccount = (id: number) => app.contextOf({ kind: 'system', account_id: id, locale });
    const ctx = inAccount(account_id);
    const home_url = config.public_url ?? `http://localhost:${config.port}`;
    await command.run({ ...ctx, worker: app.worker, home_url, inAccount }, given, terminal);
    return 0;
  } finally {
    await app.close();
    await database.close();
  }
}

function configured(): Config {
  const read = readConfig();
  if ('problems' in read) {
    throw new Failure('invalid', 'program.settings_wrong', { values: { problems: read.problems.join('\n') } });
  }
  return read.config;
}

/** By `--account`, an id or a host; without it the only one there is. */
async function chosenAccount(db: Database, given: Given): Promise<number> {
  const ids = await listAccountIds(db);
  const asked = textOption(given, 'account');
  if (ids.length === 0) throw new Failure('not_found', 'program.no_account');
  if (asked === undefined) {
    if (ids.length > 1) throw new Failure('invalid', 'program.account_needed');
    return ids[0]!;
  }
  const id = /^\d+$/.test(asked) ? Number(asked) : ids.length > 1 ? await findAccountOfHost(db, asked) : ids[0]!;
  if (id === null || !ids.includes(id))
    throw new Failure('not_found', 'program.account_unknown', { values: { account: asked } });
  return id;
}

async function migrate({ config, terminal, t }: Setting): Promise<boolean> {
  const database = await openDatabase({ ...config, log: createLog('warn', 'stderr') });
  await database.close();
  const names = database.migrated.join(', ');
  terminal.answer(names ? t('program.migrated', { names }) : t('program.nothing_to_migrate'));
  return true;
}

function unknownCommand(argv: string[]): Failure {
  const known = [...Object.keys(programs), ...commands.map(({ name }) => name)];
  const isGroup = known.some((name) => name.split(' ')[0] === argv[0] && name.includes(' '));
  const typed = isGroup ? argv.slice(0, 2).join(' ') : argv[0]!;
  const values = { command: typed, nearest: nearest(typed, known) };
  return new Failure('invalid', 'program.no_such_command', { values });
}

function helpLines(t: Translate): string[] {
  return [
    t('program.usage'),
    '',
    t('program.commands_title'),
    ...commands.flatMap(({ name, synopsis, help }) => [`  ${name} ${synopsis}`, `      ${t(help)}`]),
    ...Object.entries(programs).flatMap(([name, { synopsis = '' }]) => [
      `  ${name} ${synopsis}`.trimEnd(),
      `      ${t(`program.commands.${name}`)}`,
    ]),
    '',
    t('program.options_title'),
    `  --account A   ${t('program.option_account')}`,
    `  --help        ${t('program.option_help')}`,
  ];
}
