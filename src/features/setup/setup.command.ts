import { readFile } from 'node:fs/promises';
import { findAccount } from '#features/accounts/find-account.ts';
import { listAccountIds } from '#features/accounts/list-account-ids.ts';
import type { Command, CommandContext, Given } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import { requiredOption, textOption } from '#platform/text-option.ts';
import { createAccountWithOwner } from './create-account-with-owner.ts';
import { guessPlace } from './guess-place.ts';

/** `maru setup`: an account with its first admin, the first or a further one of this installation. */
export const setupCommand: Command = {
  name: 'setup',
  synopsis:
    '--name N --admin-email E --admin-password-file F [--admin-name N] [--language en|ko] [--country KR] [--time-zone Asia/Seoul] [--host H] [--json]',
  help: 'setup.commands.setup',
  needs_no_account: true,
  options: {
    name: { type: 'string' },
    'admin-email': { type: 'string' },
    'admin-name': { type: 'string' },
    'admin-password-file': { type: 'string' },
    language: { type: 'string' },
    country: { type: 'string' },
    'time-zone': { type: 'string' },
    host: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(ctx, given, terminal) {
    const place = guessPlace(new Intl.DateTimeFormat().resolvedOptions());
    const admin_email = requiredOption(given, 'admin-email');
    const { account_id } = await createAccountWithOwner(ctx, {
      name: requiredOption(given, 'name'),
      language: textOption(given, 'language') ?? place.language,
      country: textOption(given, 'country') ?? place.country,
      time_zone: textOption(given, 'time-zone') ?? place.time_zone,
      public_url: await addressOf(ctx, given),
      admin_name: textOption(given, 'admin-name') ?? admin_email.split('@')[0]!,
      admin_email,
      admin_password: await readPassword(requiredOption(given, 'admin-password-file')),
    });
    const { name, public_url } = await findAccount({ ...ctx, caller: { ...ctx.caller, account_id } });
    if (given.options.json) terminal.answer(JSON.stringify({ account_id, public_url }));
    else terminal.answer(ctx.t('setup.commands.done', { name, url: public_url ?? '' }));
  },
};

/** The first account may do without a name of its own; a further one is only found by it. */
async function addressOf(ctx: CommandContext, given: Given): Promise<string> {
  const host = textOption(given, 'host');
  if (host !== undefined) return host;
  const ids = await listAccountIds(ctx.db);
  if (ids.length > 0) throw new Failure('invalid', 'setup.host_needed');
  return ctx.home_url;
}

/** What the file holds, without the line break that editors and `echo` put behind it. */
async function readPassword(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    throw new Failure('invalid', 'setup.password_file_unreadable', { values: { path, reason } });
  }
}
