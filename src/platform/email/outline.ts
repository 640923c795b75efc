import { messagePieces } from '#platform/i18n/message-pieces.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { Translate } from '#platform/i18n/translator.ts';

/** What facts that every mail has are called in templates. */
const commonNames: Record<string, string> = { name: 'contact.name', account_name: 'account.name' };

/** The placeholder of a fact as Liquid writes it: `{{ url }}`. */
function placeholderOf(fact: string): string {
  return `{{ ${commonNames[fact] ?? fact} }}`;
}

/** Facts whose words are their own placeholders, so that a mail written with them shows where each stands. */
export function namesAsFacts<F>(facts: F): F {
  const named = Object.entries(facts as Record<string, unknown>).map(([name, value]) => {
    if (typeof value === 'string') return [name, placeholderOf(name)];
    return [name, Array.isArray(value) ? [placeholderOf(name)] : value];
  });
  return Object.fromEntries(named) as F;
}

/** Says messages with placeholders instead of values. Particles stay in both forms: they are settled once a value is known. */
export function outlineVoice(language: Locale): Translate {
  return (key, values = {}) =>
    messagePieces(language, key)
      .map((piece) => {
        if ('text' in piece) return piece.text;
        const value = values[piece.argument];
        return typeof value === 'string' ? value : placeholderOf(piece.argument);
      })
      .join('');
}

/** A link as a button, as a template writes it. */
export function buttonSource(label: string, fact: string): string {
  return `{{ ${fact} | button: ${quoted(label)} }}`;
}

/** A value with what it is called, as a template writes it. */
export function rowSource(label: string, fact: string): string {
  return `{{ ${fact} | row: ${quoted(label)} }}`;
}

function quoted(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}

/** A part of an outline that says one thing or another, each as its source has it. */
export function either(condition: string, so: string, otherwise: string): { paragraph: string } {
  return { paragraph: `{% if ${condition} %}\n${so}\n{% else %}\n${otherwise}\n{% endif %}` };
}
