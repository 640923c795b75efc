import type { PlaceholderValue } from '#platform/email/email.ts';
import { greeting, isPersonName } from '#platform/email/greeting.ts';
import type { Letter } from '#platform/email/letter.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { settleParticles } from '#platform/i18n/settle-particles.ts';
import { translator } from '#platform/i18n/translator.ts';
import { fill, liquidFor, shownGreeting } from './liquid.ts';
import { showMarks, withoutMarks } from './marks.ts';
import { readLetter } from './read-letter.ts';
import type { TemplateText } from './write-source.ts';

/** Whom a mail is for, as far as templates may tell. */
export interface MailedContact {
  name: string;
  email: string;
  company: string | null;
}

/** The help desk, as far as templates may tell. */
export interface MailingAccount {
  name: string;
  portal_url: string;
  support_email: string | null;
  support_phone: string | null;
  support_url: string | null;
}

/** All that is put in a template's placeholders. */
export interface TemplateValues {
  contact: MailedContact;
  account: MailingAccount;
  /** What this kind of mail has beside them. */
  values: Readonly<Record<string, PlaceholderValue>>;
}

/**
 * Makes the letter of a template. Values are text whatever letters they have: none of them makes a mark, a line of a header
 * or HTML. Throws what Liquid throws, such as for a limit that was reached. Pure.
 */
export function fillTemplate(
  { subject, body }: TemplateText,
  given: TemplateValues,
  voice: { language: Locale; time_zone: string },
): Letter {
  const engine = liquidFor(voice);
  const scope = scopeOf(given, voice);
  const say = (source: string) => {
    const text = fill(engine, engine.parse(joinTagLines(withoutMarks(source))), scope);
    return voice.language === 'ko' ? settleParticles(text) : text;
  };
  return { subject: showMarks(say(subject)).replace(/\s+/g, ' ').trim(), blocks: readLetter(say(body)) };
}

/** A line that only decides is no line of the letter. */
function joinTagLines(source: string): string {
  return source.replace(/^([ \t]*\{%[^\n]*?%\})[ \t]*\r?\n/gm, '$1');
}

function scopeOf({ contact, account, values }: TemplateValues, voice: { language: Locale; time_zone: string }): object {
  const t = translator(voice.language, voice.time_zone);
  const moments = new Intl.DateTimeFormat(voice.language, {
    timeZone: voice.time_zone,
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return {
    ...texts(values, moments),
    contact: {
      ...texts({ ...contact, name: isPersonName(contact.name) ? contact.name : '' }, moments),
      greeting: shownGreeting(greeting(contact.name, t)),
    },
    account: texts(account, moments),
  };
}

function texts(values: object, moments: Intl.DateTimeFormat): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cleaned(value, moments)]));
}

function cleaned(value: PlaceholderValue, moments: Intl.DateTimeFormat): unknown {
  if (value === null) return '';
  if (typeof value === 'string') return withoutMarks(value);
  if (value instanceof Date) return Object.assign(new Date(value), { toString: () => moments.format(value) });
  return typeof value === 'object' ? value.map(withoutMarks) : value;
}
