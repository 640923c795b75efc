import type { Context } from '#platform/context.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { Translate } from '#platform/i18n/translator.ts';
import type { Letter } from './letter.ts';
import { namesAsFacts, outlineVoice } from './outline.ts';

/** Ids a mail is written from, as `mail_message.ids` keeps them. */
export type MailIds = Record<string, number>;

/** What a placeholder stands for in one mail; null where there is nothing to say. */
export type PlaceholderValue = string | number | boolean | Date | readonly string[] | null;

/**
 * What a placeholder of a template holds. A `link` or a `code` is what the mail is for: no template may leave it out. A `list` is
 * printed with dots between and can be gone through with `for`; a `condition` is for `if`.
 */
export type PlaceholderKind = 'text' | 'link' | 'code' | 'moment' | 'count' | 'list' | 'condition';

/** Whether a mail is of no use without what a placeholder of this kind holds. */
export function isMust(kind: PlaceholderKind): boolean {
  return kind === 'link' || kind === 'code';
}

type KindOf<V> = V extends Date
  ? 'moment'
  : V extends number
    ? 'count'
    : V extends boolean
      ? 'condition'
      : V extends readonly string[]
        ? 'list'
        : V extends string
          ? 'text' | 'link' | 'code'
          : never;

/** What makes a kind of mail one that an account can write itself, switch off, or both. */
export interface TemplateParts<F> {
  /** It goes out because something happened, not because somebody asked for it: an account may switch it off. */
  is_automatic: boolean;
  /** Facts that a template can mention by their names. What they are called on screen stands in `mail_templates.placeholders`. */
  placeholders: { readonly [K in keyof F & string]?: KindOf<NonNullable<F[K]>> };
  /**
   * The shipped letter with placeholders in Liquid where a mail has values, for the editor to begin with. Needed only where
   * `write` says different things for different facts; otherwise `write` itself tells it.
   */
  outline?(t: Translate): Letter;
}

/** What a feature says about one kind of mail. */
export interface EmailParts<I extends MailIds, F> {
  /** `feature.kind`, as `mail_message.kind` keeps it: never rename one that has been sent. */
  name: string;
  /** Left out of mails that nobody but Maru writes, such as those to agents. */
  template?: TemplateParts<F>;
  /**
   * Reads what the mail says, at the moment it is sent or looked at. Null when it has become pointless (its link was
   * replaced, the contact is gone): it is then dropped. `t` is for a fact that is a word of ours.
   */
  load(ctx: Context, ids: I, t: Translate): Promise<F | null>;
  /**
   * What begins when such mails are about to go out, such as the days of their links. Called in the transaction that
   * claims them, at every try, for all it claims; never for a mail that is only looked at.
   */
  start?(ctx: Context, all: readonly I[]): Promise<void>;
  /**
   * What follows from how such mails ended. Called in the transaction that notes it; a mail that was sent may be called
   * again as bounced.
   */
  end?(ctx: Context, all: readonly I[], fate: MailFate): Promise<void>;
  /** Writes it in the language of `t`. Pure. */
  write(facts: F, t: Translate): Letter;
  /** Facts to show and test it with. */
  example(language: Locale): F;
}

/** A mail as the product writes it, with what an account's own template would put in its placeholders. */
export interface Written {
  letter: Letter;
  /** Whom the mail greets by this name; null for nobody in particular. */
  name: string | null;
  values: Record<string, PlaceholderValue>;
}

/** What an account's own template of a kind may use, and what it begins with. */
export interface EmailTemplate {
  readonly is_automatic: boolean;
  readonly placeholders: Readonly<Record<string, PlaceholderKind>>;
  /** The shipped letter with `{{ placeholders }}` where a mail has values. */
  outline(language: Locale): Letter;
}

/**
 * How a mail ended: the mail server took it, it came back, it was given up, or it had become pointless before it went out.
 */
export interface MailFate {
  state: 'sent' | 'bounced' | 'failed' | 'dropped';
  at: Date;
}

/** One kind of mail, as the outbox works with it. */
export interface Email<I extends MailIds, F = unknown> {
  readonly name: string;
  /** Null for a kind that an account can't write itself. */
  readonly template: EmailTemplate | null;
  /** The mail as it would be sent now, or null when it has become pointless. */
  compose(ctx: Context, ids: I, t: Translate): Promise<Written | null>;
  /** The mail with facts that are known already, for a preview of what is not sent yet. */
  composeWith(facts: F, t: Translate): Written;
  /** Begins what begins when these are about to be tried. */
  start(ctx: Context, all: readonly I[]): Promise<void>;
  /** Does what follows from how these ended. */
  end(ctx: Context, all: readonly I[], fate: MailFate): Promise<void>;
  /** The mail with made-up facts. */
  composeExample(language: Locale, t: Translate): Written;
}

const declared = new Map<string, Email<MailIds>>();

/** Declares a kind of mail, so that the outbox can write it by its name. `src/jobs.ts` lists them all. */
export function email<I extends MailIds, F>(parts: EmailParts<I, F>): Email<I, F> {
  const { name, load, start, end, write, example } = parts;
  const composeWith = (facts: F, t: Translate) => {
    const { name = null } = facts as { name?: string | null };
    return { letter: write(facts, t), name, values: valuesOf(facts, parts) };
  };
  const kind: Email<I, F> = {
    name,
    template: templateOf(parts),
    async compose(ctx, ids, t) {
      const facts = await load(ctx, ids, t);
      return facts === null ? null : composeWith(facts, t);
    },
    composeWith,
    start: async (ctx, all) => start?.(ctx, all),
    end: async (ctx, all, fate) => end?.(ctx, all, fate),
    composeExample: (language, t) => composeWith(example(language), t),
  };
  if (declared.has(name)) throw new Error(`two e-mails are called ${name}`);
  declared.set(name, kind as unknown as Email<MailIds>);
  return kind;
}

function valuesOf<I extends MailIds, F>(facts: F, { template }: EmailParts<I, F>): Record<string, PlaceholderValue> {
  const named = Object.keys(template?.placeholders ?? {}) as (keyof F & string)[];
  return Object.fromEntries(named.map((name) => [name, (facts[name] ?? null) as PlaceholderValue]));
}

function templateOf<I extends MailIds, F>({ template, write, example }: EmailParts<I, F>): EmailTemplate | null {
  if (!template) return null;
  return {
    is_automatic: template.is_automatic,
    placeholders: template.placeholders as Record<string, PlaceholderKind>,
    outline(language) {
      const t = outlineVoice(language);
      return template.outline ? template.outline(t) : write(namesAsFacts(example(language)), t);
    },
  };
}

/** The declaration of a mail in the outbox; undefined for a kind that this version does not know. */
export function emailNamed(name: string): Email<MailIds> | undefined {
  return declared.get(name);
}

/** The names of all kinds, in the order in which they were declared. */
export function emailNames(): string[] {
  return [...declared.keys()];
}
