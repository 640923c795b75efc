import { Liquid, type Template } from 'liquidjs';
import type { Locale } from '#platform/i18n/messages.ts';
import { particleAfter } from '#platform/i18n/settle-particles.ts';
import { hideMarks, markButton, markGreeting, markRow } from './marks.ts';

/** What a template may cost: letters of its text, letters made while it is filled, milliseconds. */
export const limits = { source: 20_000, made: 200_000, ms: 500 } as const;

/** Conditions, loops and variables; nothing that reads a file, another template or is seen by later mails. */
const tags = ['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'capture', 'comment'] as const;
/** Filters of Liquid that make text of text; what they make counts towards the limit. */
const kept = [
  ...['append', 'prepend', 'capitalize', 'downcase', 'upcase', 'strip', 'truncate', 'replace', 'remove', 'default'],
  ...['join', 'first', 'last', 'size', 'plus', 'minus', 'times'],
] as const;
/** Our own beside them. */
const ownFilters = ['button', 'row', 'josa', 'date', 'time'] as const;
export const filters: readonly string[] = [...kept, ...ownFilters];

/** How values are said: moments in the reader's language and the account's time zone. */
interface Voice {
  language: Locale;
  time_zone: string;
}

const engines = new Map<string, Liquid>();

/**
 * Liquid that can do nothing but make text: no files, no other templates, no inherited properties, a bounded number of
 * letters and milliseconds, and every value is text whatever letters it has. One for each language and time zone.
 */
export function liquidFor({ language, time_zone }: Voice): Liquid {
  const name = `${language} ${time_zone}`;
  let engine = engines.get(name);
  if (!engine) {
    engine = createLiquid({ language, time_zone });
    engines.set(name, engine);
  }
  return engine;
}

/** A template with its placeholders filled; throws what Liquid throws, such as for a limit that was reached. */
export function fill(engine: Liquid, parsed: Template[], values: object): string {
  return engine.renderSync(parsed, values) as string;
}

function createLiquid(voice: Voice): Liquid {
  const engine = new Liquid({
    templates: {},
    relativeReference: false,
    dynamicPartials: false,
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: limits.source,
    renderLimit: limits.ms,
    memoryLimit: limits.made,
    outputEscape: printed as (value: unknown) => string,
  });
  for (const tag of Object.keys(engine.tags)) if (!tags.some((one) => one === tag)) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters)) if (!filters.includes(filter)) engine.unregisterFilter(filter);
  for (const [filter, make] of Object.entries(filtersOf(voice))) engine.registerFilter(filter, make);
  countLetters(engine);
  return engine;
}

/** Liquid itself counts what filters make; the text between counts too, since a loop repeats it. */
function countLetters({ renderer }: Liquid): void {
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = (templates, ctx, emitter) =>
    render(
      templates,
      ctx,
      emitter ?? {
        buffer: '',
        write(made: unknown) {
          const text = String(made ?? '');
          ctx.memoryLimit.use(text.length);
          this.buffer += text;
        },
      },
    );
}

function printed(value: unknown): string {
  return isShown(value) ? value[mark] : hideMarks(textOf(value));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(' · ');
  // A group of placeholders is none itself.
  return typeof value === 'object' && !(value instanceof Date) && !isShown(value) ? '' : String(value);
}

const mark = Symbol('mark');
/** What is shown as more than its words where it stands alone, and as these anywhere else. */
type Shown = { [mark]: string };

function shown(text: string, marked: string): Shown {
  return { [mark]: marked, toString: () => text } as Shown;
}

function isShown(value: unknown): value is Shown {
  return typeof value === 'object' && value !== null && mark in value;
}

/** The words that greet somebody, as a placeholder gives them. */
export function shownGreeting(words: string): unknown {
  return shown(words, markGreeting(words));
}

/** Both forms of a particle by how a template may ask for them. */
const particles: Record<string, string> = {
  '은/는': '은(는)',
  '이/가': '이(가)',
  '을/를': '을(를)',
  '과/와': '과(와)',
  '으로/로': '(으)로',
  '이라/라': '(이)라',
  '이나/나': '(이)나',
};

/** The form that is asked for: `은/는`, `는/은`, `은(는)` or one of the two. */
function particleAsked(asked: string): string | undefined {
  const parts = asked.split('/').map((part) => part.trim());
  const found = Object.entries(particles).find(
    ([pair, both]) => both === asked || parts.every((part) => pair.split('/').includes(part)),
  );
  return found?.[1];
}

type Filters = Record<(typeof ownFilters)[number], (...given: unknown[]) => unknown>;

function filtersOf({ language, time_zone }: Voice): Filters {
  const part = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { timeZone: time_zone, ...options });
    return (value: unknown) => (value instanceof Date ? format.format(value) : textOf(value));
  };
  return {
    button: (url, label) => shown(textOf(url), markButton(textOf(label), textOf(url))),
    row: (value, label) => shown(textOf(value), markRow(textOf(label), textOf(value))),
    josa(word, asked) {
      const both = particleAsked(textOf(asked));
      return textOf(word) + (both ? particleAfter(textOf(word), both) : textOf(asked));
    },
    date: part({ dateStyle: 'long' }),
    time: part({ timeStyle: 'short' }),
  };
}
