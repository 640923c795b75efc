import { listAccountIds } from '#features/accounts/list-account-ids.ts';
import type { Command } from '#platform/command.ts';
import { readInput } from '#platform/read-input.ts';
import { readBounce } from './read-bounce.ts';
import { receiveBounce } from './receive-bounce.ts';

/** Notices quote the mail they are about, some whole; what says why stands before that. */
const mostBytes = 5_000_000;

/** EX_TEMPFAIL of sysexits.h: the mail server keeps the notice and brings it again. */
const tryLater = 75;

/**
 * `maru bounce [RECIPIENT] < message`: what a mail server pipes notices of undelivered mail into. Forged ones and what is
 * no notice are passed over in silence; anything that keeps Maru from reading it makes the mail server try again.
 */
export const bounceCommand: Command = {
  name: 'bounce',
  synopsis: '[RECIPIENT] < MESSAGE',
  help: 'outbox.commands.bounce',
  options: {},
  needs_no_account: true,
  trouble_status: tryLater,
  async run(ctx, { words }, terminal) {
    const notice = await readBounce(await readInput(mostBytes), words.join(' '));
    const account_ids = notice.key ? [notice.key.account_id] : await listAccountIds(ctx.db);
    for (const account_id of account_ids) {
      if (await receiveBounce(ctx.inAccount(account_id), notice)) {
        return terminal.answer(
          ctx.t('outbox.commands.noted', { reason: ctx.t(`invitations.bounces.${notice.reason}`) }),
        );
      }
    }
    terminal.answer(ctx.t('outbox.commands.passed_over'));
  },
};
