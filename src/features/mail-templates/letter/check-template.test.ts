import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EmailTemplate } from '#platform/email/email.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import { translator } from '#platform/i18n/translator.ts';
import { checkTemplate } from './check-template.ts';

const template: EmailTemplate = {
  is_automatic: false,
  placeholders: { url: 'link', expires_at: 'moment', contact_points: 'list' },
  outline: () => ({ subject: '', blocks: [] }),
};
const values = {
  url: 'https://help.example.com/x',
  expires_at: new Date('2026-11-30T09:00:00Z'),
  contact_points: ['a@b.example'],
};
const link = '{{ url | button: "Come in" }}';
const check = (body: string, subject = 'Your access') =>
  checkTemplate({ subject, body }, template, { language: 'en', values });
const told = (body: string, subject?: string) =>
  check(body, subject).map(
    ({ field, code, values: more }) => `${field} ${failureSentence(translator('en'), code, more)}`,
  );

test('what can be sent to everybody has no problem', () => {
  assert.deepEqual(check(`{{ contact.greeting }}\n\n${link}\n\n-# Until {{ expires_at | date }}`), []);
  assert.deepEqual(
    check(`{% for one in contact_points %}- {{ one }}\n{% endfor %}{{ contact_points.size }} ${link}`),
    [],
  );
  assert.deepEqual(check(`{% assign x = contact.name | default: "you" %}{{ x }} ${link}`), []);
});

test('an unknown placeholder is named with line and column and the one that was probably meant', () => {
  assert.deepEqual(told(`Hello\n  {{ contact.nmae }} ${link}`, '{{ acount.name }}'), [
    'subject Line 1, column 4: “acount.name” can’t be filled in. Did you mean “account.name”?',
    'body Line 2, column 6: “contact.nmae” can’t be filled in. Did you mean “contact.name”?',
  ]);
});

test('every unknown placeholder is told at once, in branches that nobody gets too', () => {
  assert.equal(
    check(`{% if false %}{{ a }}{% else %}{{ b.c }}{% endif %}{{ contact[url] }}{{ contact }} ${link}`).length,
    4,
  );
});

test('what Liquid can not read is told with line, column and what is wrong', () => {
  const cases: [string, string][] = [
    ['a\n{% if url %}', 'Line 2, column 1: {% if url %} is opened and never closed.'],
    ['a\nb {{ url', 'Line 2, column 3: after {{ url the two closing braces are missing.'],
    ['{% include "x" %}', 'Line 1, column 1: there is no tag “include” here.'],
    ['{% rnder %}', 'Line 1, column 1: there is no tag “rnder” here.'],
    ['{% endif %}', 'Line 1, column 1: there is no tag “endif” here.'],
    ['{{ url | buton: "x" }}', 'Line 1, column 1: there is no filter “buton”. Did you mean “button”?'],
    ['x {{ }}', 'Line 1, column 6: this can’t be read'],
    ['{% for x %}{% endfor %}', 'Line 1, column 1: this can’t be read'],
  ];
  for (const [body, sentence] of cases) {
    const [first] = told(body);
    assert.ok(first?.startsWith(`body ${sentence}`), `${body} says: ${first}`);
  }
});

test('a mail without its link is refused, and so is one where only some would get it', () => {
  for (const body of [
    'Welcome',
    `{% if contact.company != "" %}${link}{% endif %} Welcome`,
    `{% if false %}${link}{% endif %}x`,
    `{% comment %}${link}{% endcomment %}x`,
    '{% assign x = url %}Welcome',
    '{{ url | truncate: 12 }}',
    '{{ url | upcase }}',
  ]) {
    assert.match(told(body)[0] ?? '', /would not see “url”/, body);
  }
  for (const body of ['{{ url }}', '[Come in]({{ url }})', '-# {{ url }}', '- {{ url }}']) {
    assert.deepEqual(check(body), [], body);
  }
});

test('a subject must have words for everybody', () => {
  assert.deepEqual(check(link, '  ')[0]?.code, 'platform.required');
  assert.match(told(link, '{{ contact.name }}')[0]!, /comes out empty/);
  assert.equal(check(link, 'x'.repeat(201))[0]?.code, 'platform.too_long');
});

test('too much work and too long a text are refused', () => {
  assert.equal(check(`{% for i in (1..1000000) %}x{% endfor %}${link}`)[0]?.code, 'mail_templates.too_much');
  assert.equal(check(link + 'x'.repeat(20_000))[0]?.code, 'platform.too_long');
});

test('every problem has its sentence in both languages', () => {
  for (const body of ['', '{{ x }}', '{% x %}', '{{ url | x }}', '{% if url %}', '{{ url', '{{ }}', 'x']) {
    for (const { code, values: more } of check(body)) {
      for (const language of ['en', 'ko'] as const) assert.ok(failureSentence(translator(language), code, more));
    }
  }
});
