import type { Context } from '#platform/context.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { Translate } from '#platform/i18n/translator.ts';
import type { Letter } from './letter.ts';

/** Ids a mail is written from, as `mail_message.ids` keeps them. */
export type MailIds = Record<string, number>;

/** What a feature says about one kind of mail. */
export interface EmailParts<I extends MailIds, F> {
  /** `feature.kind`, as `mail_message.kind` keeps it: never rename one that has been sent. */
  name: string;
  /**
   * Reads what the mail says, at the moment it is sent or looked at. Null when it has become pointless (its link was
   * replaced, the contact is gone): it is then dropped.
   */
  load(ctx: Context, ids: I): Promise<F | null>;
  /**
   * What begins when such mails are about to go out, such as the days of their links. Called in the transaction that
   * claims them, at every try, for all it claims; never for a mail that is only looked at.
   */
  start?(ctx: Context, all: readonly I[]): Promise<void>;
  /** Writes it in the language of `t`. Pure. */
  write(facts: F, t: Translate): Letter;
  /** Facts to show and test it with. */
  example(language: Locale): F;
}

/** One kind of mail, as the outbox works with it. */
export interface Email<I extends MailIds> {
  readonly name: string;
  /** The mail as it would be sent now, or null when it has become pointless. */
  compose(ctx: Context, ids: I, t: Translate): Promise<Letter | null>;
  /** Begins what begins when these are about to be tried. */
  start(ctx: Context, all: readonly I[]): Promise<void>;
  /** The mail with made-up facts. */
  composeExample(language: Locale, t: Translate): Letter;
}

const declared = new Map<string, Email<MailIds>>();

/** Declares a kind of mail, so that the outbox can write it by its name. `src/jobs.ts` lists them all. */
export function email<I extends MailIds, F>({ name, load, start, write, example }: EmailParts<I, F>): Email<I> {
  const kind: Email<I> = {
    name,
    async compose(ctx, ids, t) {
      const facts = await load(ctx, ids);
      return facts === null ? null : write(facts, t);
    },
    start: async (ctx, all) => start?.(ctx, all),
    composeExample: (language, t) => write(example(language), t),
  };
  if (declared.has(name)) throw new Error(`two e-mails are called ${name}`);
  declared.set(name, kind as Email<MailIds>);
  return kind;
}

/** The declaration of a mail in the outbox; undefined for a kind that this version does not know. */
export function emailNamed(name: string): Email<MailIds> | undefined {
  return declared.get(name);
}
