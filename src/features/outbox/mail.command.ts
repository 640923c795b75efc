import type { Command } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import { switchMail } from './switch-mail.ts';

/** `maru mail on|off`: the account's switch for mail to customers. */
export const mailCommand: Command = {
  name: 'mail',
  synopsis: 'on|off',
  help: 'program.commands.mail',
  options: {},
  async run(ctx, { words }, terminal) {
    const [word] = words;
    if (words.length !== 1 || (word !== 'on' && word !== 'off')) throw new Failure('invalid', 'program.say_on_or_off');
    await switchMail(ctx, { is_on: word === 'on' });
    const isUnsent = word === 'on' && !ctx.sends_mail;
    terminal.answer(ctx.t(isUnsent ? 'program.mail_switched_on_unsent' : `program.mail_switched_${word}`));
  },
};
