import type { ParseArgsConfig } from 'node:util';
import type { Context } from './context.ts';
import type { Worker } from './queue/worker.ts';

/** What a command gets: the context of the account it works in, as Maru itself, and the means to work off its jobs here and now. */
export interface CommandContext extends Context {
  readonly worker: Worker;
  /** Where this installation is reached unless an account says otherwise, such as `http://localhost:3000`. */
  readonly home_url: string;
  /** The same in another account, for a command that finds out by itself which one is meant. */
  inAccount(account_id: number): Context;
}

/** Where a command's words go. */
export interface Terminal {
  /** One line of the answer, on standard output. */
  answer(line: string): void;
  /** One line beside the answer, on standard error. */
  remark(line: string): void;
  /** Says how far it is, in place of what it said before; nothing where no person looks on. */
  progress(line: string): void;
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed = ReturnType<typeof import('node:util').parseArgs>;

/** What was typed behind a command's name: `--option`s that it has declared, and the rest. */
export interface Given {
  options: Parsed['values'];
  words: string[];
}

/**
 * One command of `bin/maru` that works in an account, declared in `*.command.ts` and listed in `src/cli.ts`. It parses,
 * calls acts and says what came out. A Failure becomes one plain sentence and exit status 1; it ends with 0 only if what
 * was asked was done.
 */
export interface Command {
  /** As it is typed: `import contacts`. */
  name: string;
  /** What follows the name, the same in every language: `FILE [--check] [--json]`. */
  synopsis: string;
  /** Locale key of what it does, in one line. */
  help: string;
  /** As `node:util` `parseArgs` takes them; one that is not declared is refused. `--account` and `--help` are known to all. */
  options: Options;
  /** True for what works without an account, as setting up does: its context has account 0. */
  needs_no_account?: boolean;
  /**
   * The exit status where something kept it from doing what was asked, for a program that calls it and goes by that; 1 unless
   * told, and what is a bug then ends the program as one.
   */
  trouble_status?: number;
  run(ctx: CommandContext, given: Given, terminal: Terminal): Promise<void>;
}
