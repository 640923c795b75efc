import { parseArgs } from 'node:util';
import type { Command, Given } from './command.ts';
import { Failure } from './failure.ts';

/** Options that every command has. */
const known = { account: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

/** Reads what was typed behind a command's name. Fails as invalid, with the option's name, where the command does not take it. */
export function readArguments({ name, options }: Pick<Command, 'name' | 'options'>, argv: string[]): Given {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: { ...options, ...known },
      allowPositionals: true,
    });
    return { options: values, words: positionals };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const option = /'(--?[\w-]+)/.exec(message)?.[1] ?? '';
    const values = { option, command: name };
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new Failure('invalid', 'program.option_unknown', { values });
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
      throw new Failure('invalid', 'program.option_value', { values });
    throw error;
  }
}
