import type { Given } from './command.ts';
import { Failure } from './failure.ts';

/** The text of an option, or undefined where it was not given. */
export function textOption({ options }: Given, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The text of an option that a command can't do without. */
export function requiredOption(given: Given, name: string): string {
  const value = textOption(given, name);
  if (value === undefined) throw new Failure('invalid', 'program.option_missing', { values: { option: `--${name}` } });
  return value;
}
