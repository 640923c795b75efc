import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import compile from 'icu-minify/compile';
import { projectFolder } from '#platform/project-folder.ts';
import { locales } from './messages.ts';

type Words = { [key: string]: string | Words };

/** Said alike in both languages on purpose: names, formats and numbers. */
const sameInBoth =
  /^(Maru|Node\.js|UTF|LE|BE|example\.com|https|[A-Z]{1,2}(?=-)|Y|CSV|XLSX|PDF|URL|ID|API|SMTP|Google|Microsoft|Apple|GitHub|Facebook|English|한국어|[\s\d\p{P}\p{S}])*$/u;
/** What no Korean sentence has: the small words of English. Quoted words and SQL for whoever runs the server are no sentences. */
const smallWords =
  /\b(the|an?|is|are|was|of|to|and|or|not|please|your?|this|that|in|on|for|with|has|have|can|be|it|by)\b/i;
const notSentences = /[‘“][^’”]*[’”]|\{[^{}]*(\{[^{}]*\}[^{}]*)*\}|<\/?\w+>|\b(create|alter|grant|revoke) [a-z].*$/g;

const files = readdirSync(join(projectFolder, 'locales', 'en')).filter((name) => name.endsWith('.json'));

function messagesOf(locale: string, file: string): Map<string, string> {
  const messages = new Map<string, string>();
  const walk = (words: Words, path: string) => {
    for (const [key, value] of Object.entries(words)) {
      if (typeof value === 'string') messages.set(`${path}${key}`, value);
      else walk(value, `${path}${key}.`);
    }
  };
  walk(JSON.parse(readFileSync(join(projectFolder, 'locales', locale, file), 'utf8')), `${file} `);
  return messages;
}

/** Values and tags of a message. Compiled, `[name]` is a value, `[name, kind, …]` one with a kind, `[name, …]` a tag. */
function placeholdersOf(message: string): string[] {
  const names = new Set<string>();
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [name, kind, ...rest] = part as [string, unknown, ...unknown[]];
    const isValue = kind === undefined || (typeof kind === 'number' && kind !== 0);
    names.add(isValue ? name : `<${name}>`);
    if (!isValue) for (const child of [kind, ...rest]) walk(child);
    else for (const option of Object.values((rest[0] ?? {}) as object)) walkAll(option);
  };
  const walkAll = (parts: unknown): void => {
    if (Array.isArray(parts)) for (const part of parts) walk(part);
  };
  walkAll(compile(message));
  return [...names].sort();
}

const each = (check: (key: string, english: string, korean: string) => string | null) =>
  files.flatMap((file) => {
    const korean = messagesOf('ko', file);
    return [...messagesOf('en', file)].flatMap(([key, text]) => check(key, text, korean.get(key) ?? '') ?? []);
  });

test('every language has the same files and keys', () => {
  for (const locale of locales) {
    assert.deepEqual(readdirSync(join(projectFolder, 'locales', locale)).sort(), files.sort());
    const list = readFileSync(join(projectFolder, 'locales', `${locale}.ts`), 'utf8');
    for (const file of files) {
      assert.ok(list.includes(`./${locale}/${file}`), `${file} is missing in locales/${locale}.ts`);
      assert.deepEqual([...messagesOf(locale, file).keys()].sort(), [...messagesOf('en', file).keys()].sort());
    }
  }
});

test('no message is empty or has blanks around it', () => {
  assert.deepEqual(
    each((key, ...texts) => (texts.some((text) => text === '' || text !== text.trim()) ? key : null)),
    [],
  );
});

test('both languages mention the same values', () => {
  assert.deepEqual(
    each((key, english, korean) => {
      const [a, b] = [placeholdersOf(english), placeholdersOf(korean)];
      return a.join() === b.join() ? null : `${key}: {${a}} in English, {${b}} in Korean`;
    }),
    [],
  );
});

test('no English is left in Korean', () => {
  // A word that is a whole message in English, such as a button, would be a word that was forgotten in Korean.
  // What a cell may hold in either language, and names of encodings.
  const typedInBoth = /^imports\.json (accepts\.language|encodings\.)/;
  const buttons = new Set(
    files.flatMap((file) => [...messagesOf('en', file).values()]).filter((text) => /^[A-Z][a-z]+$/.test(text)),
  );
  assert.deepEqual(
    each((key, english, korean) => {
      if (typedInBoth.test(key)) return null;
      const sentence = korean.replace(notSentences, '');
      const isCopied = korean === english && !sameInBoth.test(english.replace(notSentences, ''));
      const hasButton = (sentence.match(/\b[A-Z][a-z]+\b/g) ?? []).some(
        (word) => buttons.has(word) && !sameInBoth.test(word),
      );
      return isCopied || smallWords.test(sentence) || hasButton ? `${key}: ${korean}` : null;
    }),
    [],
  );
});

test('an ellipsis is one sign, not three dots', () => {
  assert.deepEqual(
    each((key, ...texts) => (texts.some((text) => text.includes('...')) ? key : null)),
    [],
  );
});

test('times are written in letters that the compiler of built messages knows: it drops the hour of “j” without a word', () => {
  const known = /::[yMdEhHmsaGkz]*\}/;
  assert.deepEqual(
    each((key, english, korean) =>
      [english, korean].some((text) => /, date, ::/.test(text) && !known.test(text)) ? key : null,
    ),
    [],
  );
});

test('numbers are written in styles that the compiler of built messages knows: it drops “percent” without a word', () => {
  assert.deepEqual(
    each((key, ...texts) => (texts.some((text) => /, number, (?!::)/.test(text)) ? key : null)),
    [],
  );
});
