import assert from 'node:assert/strict';
import { test } from 'node:test';
import en from '#locales/en/accounts.json' with { type: 'json' };
import { settingFields } from './account.ts';
import { settingPages, settingTopics } from './setting-topics.ts';

const words = en as unknown as Record<string, Record<string, unknown>>;

test('every setting of the portal is in one topic, with a sentence of what it leads to and a word for each choice', () => {
  const named = new Map(settingFields.map((field) => [field.name as string, field]));
  const seen = new Set<string>();
  for (const { topic, fields } of settingTopics) {
    assert.ok(words.topics![topic], topic);
    for (const name of fields) {
      assert.ok(!seen.has(name), `${name} stands in two topics`);
      seen.add(name);
      const field = named.get(name);
      assert.ok(field, `${name} is no setting`);
      assert.match(String(words.setting_hints![name]), /\.$/, `${name} has no sentence`);
      const choices: readonly string[] = 'choices' in field ? (field.choices as readonly string[]) : [];
      const called = (words.choices?.[name] ?? {}) as Record<string, string>;
      assert.deepEqual(Object.keys(called), [...choices], `the choices of ${name}`);
    }
  }
  assert.deepEqual(Object.keys(words.setting_hints!).sort(), [...seen].sort(), 'sentences of no setting');
});

test('every page offered beside them has a name and a sentence', () => {
  const called = (words.setting_pages ?? {}) as Record<string, { title: string; hint: string }>;
  assert.deepEqual(Object.keys(called).sort(), settingPages.map(({ page }) => page).sort());
  for (const { page } of settingPages) assert.match(called[page]!.hint, /\.$/);
});
