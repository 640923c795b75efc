import { LiquidError, type Template } from 'liquidjs';
import { type EmailTemplate, isMust, type PlaceholderValue } from '#platform/email/email.ts';
import type { Block, Letter, Piece } from '#platform/email/letter.ts';
import type { FailureCode, FieldProblem } from '#platform/failure.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { nearest } from '#platform/nearest.ts';
import { fillTemplate, type TemplateValues } from './fill-template.ts';
import { filters, limits, liquidFor } from './liquid.ts';
import { placeholderNames } from './placeholder-names.ts';
import { sampleValues } from './sample-values.ts';
import type { TemplateText } from './write-source.ts';

/** Letters of a subject; more is cut by mail programs, and by `headerText` at 200. */
const subjectLetters = 200;

/** What an example of a kind puts into its placeholders, in one language. */
export interface TemplateExample {
  language: Locale;
  values: Record<string, PlaceholderValue>;
}

/**
 * What keeps a template from being used, each with its field and, where there is one, line and column: Liquid that can't be
 * read, a placeholder or filter that does not exist, a link of the mail that some reader would not get, too much work. Empty
 * when nothing does. Pure.
 */
export function checkTemplate(text: TemplateText, template: EmailTemplate, example: TemplateExample): FieldProblem[] {
  const problems = (['subject', 'body'] as const).flatMap((field) => checkField(field, text[field], template));
  return problems.length > 0 ? problems : checkLetters(text, template, example);
}

function checkField(field: keyof TemplateText, source: string, template: EmailTemplate): FieldProblem[] {
  const max = field === 'subject' ? subjectLetters : limits.source;
  if (source.trim() === '') return [{ field, code: 'platform.required' }];
  if (source.length > max) return [{ field, code: 'platform.too_long', values: { max } }];
  const engine = liquidFor({ language: 'en', time_zone: 'UTC' });
  let parsed: Template[];
  try {
    parsed = engine.parse(source);
  } catch (error) {
    return [{ field, ...troubleOf(error as Error) }];
  }
  const known = placeholderNames(template);
  return Object.values(engine.analyzeSync(parsed, { partials: false }).globals)
    .flat()
    .filter(({ segments }) => !isKnown(segments, known))
    .map(({ segments, location }) => {
      const name = segments.map((segment) => (typeof segment === 'object' ? '[…]' : String(segment))).join('.');
      const place = { line: location.row, column: location.col };
      return {
        field,
        code: 'mail_templates.unknown_placeholder',
        values: { ...place, name, near: nearest(name, known) },
      };
    });
}

/** A list has a size, a first and a last; what is looked up by a value can't be known. */
function isKnown(segments: readonly unknown[], known: string[]): boolean {
  const path = segments.join('.');
  return segments.every((one) => typeof one === 'string') && known.includes(path.replace(/\.(size|first|last)$/, ''));
}

function troubleOf(error: Error): Omit<FieldProblem, 'field'> {
  const [line, column] = LiquidError.is(error) ? error.token.getPosition() : [1, 1];
  const said = (error as LiquidError).originalError?.message ?? error.message.replace(/, line:\d+, col:\d+$/, '');
  const place = { line: line!, column: column! };
  const sentences: [RegExp, FailureCode, string?][] = [
    [/^tag "?(\{%.*?)(?:" )?not closed$/s, 'mail_templates.tag_not_closed'],
    [/^tag "(.*)" not found$/s, 'mail_templates.unknown_tag'],
    [/^undefined filter: (.*)$/s, 'mail_templates.unknown_filter'],
    [/^output "(.*)" not closed$/s, 'mail_templates.output_not_closed'],
    [/^illegal tag: (.*)$/s, 'mail_templates.unreadable'],
  ];
  for (const [pattern, code] of sentences) {
    const what = pattern.exec(said)?.[1];
    if (what === undefined) continue;
    const more = code === 'mail_templates.unknown_filter' ? { near: nearest(what, [...filters]) } : {};
    return { code, values: { ...place, what: shortened(what), ...more } };
  }
  return { code: 'mail_templates.unreadable', values: { ...place, what: shortened(said) } };
}

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

/** A template is tried on somebody of whom everything is known and on somebody of whom nothing is. */
function checkLetters(
  text: TemplateText,
  template: EmailTemplate,
  { language, values }: TemplateExample,
): FieldProblem[] {
  for (const given of sampleValues(language, values)) {
    const letter = tryTemplate(text, given, language);
    if (!letter) return [{ field: 'body', code: 'mail_templates.too_much' }];
    if (letter.subject === '') return [{ field: 'subject', code: 'mail_templates.empty_subject' }];
    const missing = missingMusts(letter, template, values);
    if (missing[0]) return [{ field: 'body', code: 'mail_templates.link_missing', values: { name: missing[0] } }];
  }
  return [];
}

function tryTemplate(text: TemplateText, given: TemplateValues, language: Locale): Letter | null {
  try {
    return fillTemplate(text, given, { language, time_zone: 'UTC' });
  } catch {
    return null;
  }
}

/** The links and codes of a kind that a letter does not have: they are what the mail is for. */
export function missingMusts(
  letter: Letter,
  { placeholders }: EmailTemplate,
  values: Readonly<Record<string, PlaceholderValue>>,
): string[] {
  const words = letter.blocks.flatMap(wordsOf).join('\n');
  return Object.entries(placeholders)
    .filter(([name, kind]) => isMust(kind) && typeof values[name] === 'string' && !words.includes(String(values[name])))
    .map(([name]) => name);
}

function wordsOf(block: Block): string[] {
  return Object.values(block)
    .flat(2)
    .flatMap((piece: string | Exclude<Piece, string>) => (typeof piece === 'string' ? [piece] : Object.values(piece)));
}
