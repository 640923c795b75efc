import { findAccount } from '#features/accounts/find-account.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import type { Command, Given } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import { translator } from '#platform/i18n/translator.ts';
import type { Selection } from './bulk-action.ts';
import { previewInvitations } from './preview-invitations.ts';
import { startBulkAction } from './start-bulk-action.ts';

/** `maru invite --all-unverified` or `maru invite 12 34`: sends invitations as the console does, wait included. */
export const inviteCommand: Command = {
  name: 'invite',
  synopsis: '--all-unverified|ID… [--json]',
  help: 'bulk_actions.commands.invite',
  options: { 'all-unverified': { type: 'boolean' }, json: { type: 'boolean' } },
  async run(ctx, given, terminal) {
    const selection = readSelection(given);
    const { total_count, mail_count, left_out, is_mail_to_customers_on } = await previewInvitations(ctx, { selection });
    const started =
      total_count === 0 && 'filter' in selection ? null : await startBulkAction(ctx, { act: 'invite', selection });
    if (given.options.json) {
      const answer = {
        bulk_action_id: started?.id ?? null,
        selected: total_count,
        invited: mail_count,
        left_out: Object.fromEntries(left_out.map(({ reason, count }) => [reason, count])),
        starts_at: started?.start_after ?? null,
        is_mail_to_customers_on,
      };
      return terminal.answer(JSON.stringify(answer));
    }
    if (!started) return terminal.answer(ctx.t('bulk_actions.commands.nobody'));
    // The time of day is the account's, as in the console.
    const t = translator(ctx.caller.locale, (await findAccount(ctx)).time_zone);
    terminal.answer(t('bulk_actions.commands.started', { count: mail_count, at: started.start_after }));
    for (const { reason, count } of left_out) {
      terminal.answer(
        ctx.t('bulk_actions.commands.left_out', { count, reason: ctx.t(`invitations.reasons.${reason}`) }),
      );
    }
    if (!is_mail_to_customers_on) terminal.remark(ctx.t('bulk_actions.commands.mail_is_off'));
  },
};

function readSelection({ options, words }: Given): Selection {
  if (options['all-unverified'] === true) {
    if (words.length > 0) throw new Failure('invalid', 'bulk_actions.all_or_some');
    return { filter: readContactFilter({ view: 'unverified' }) };
  }
  if (words.length === 0) throw new Failure('invalid', 'bulk_actions.whom');
  const strange = words.find((word) => !/^[1-9]\d{0,14}$/.test(word));
  if (strange !== undefined) throw new Failure('invalid', 'bulk_actions.not_an_id', { values: { word: strange } });
  return { ids: words.map(Number) };
}
