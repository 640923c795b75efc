import type { Locale } from '#platform/i18n/messages.ts';
import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { valueProblem } from './value-problem.ts';

const names = new Map<string, Locale>([
  ...['en', 'eng', 'english', '영어', '영문'].map((name) => [name, 'en'] as const),
  ...['ko', 'kor', 'kr', 'korean', '한국어', '한글', '국문'].map((name) => [name, 'ko'] as const),
]);

/** One of Maru's languages, by code (`ko`, `en-US`) or by name (`Korean`, `한국어`). */
export const language: Kind<Locale> = {
  clean: (typed) => cleanText(typed, 'one'),
  read(text) {
    const word = text.toLowerCase();
    const value = names.get(word) ?? names.get(word.split(/[-_]/, 1)[0]!);
    return value === undefined ? valueProblem('fields.not_a_language', text) : { value };
  },
  write: (value) => value,
};
