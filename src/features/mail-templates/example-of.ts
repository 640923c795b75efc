import type { Locale } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';
import type { TemplateExample } from './letter/check-template.ts';
import type { TemplateKind } from './mail-template.ts';

/** What a kind's own example puts into its placeholders. */
export function exampleOf(kind: TemplateKind, language: Locale): TemplateExample {
  return { language, values: kind.composeExample(language, translator(language)).values };
}
