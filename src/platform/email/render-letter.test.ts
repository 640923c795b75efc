import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translator } from '#platform/i18n/translator.ts';
import { greeting } from './greeting.ts';
import { headerText } from './header-text.ts';
import type { Letter } from './letter.ts';
import { renderLetter } from './render-letter.ts';

const letter: Letter = {
  subject: 'Your way in <b>',
  blocks: [
    { greeting: 'Hello Ruth <script>alert(1)</script>,' },
    { paragraph: 'First line\nsecond line. See https://desk.example/help?a=1&b=2.' },
    { button: 'Choose a password', url: 'https://desk.example/portal/activate?token="x"&y' },
    { facts: [['Created', '9,934']] },
    { small: 'The link works until 3 March.' },
  ],
};
const envelope = { language: 'en', account_name: 'Hanbit & Co', footer: 'help@desk.example' } as const;

test('text and HTML are made from one description and say the same', () => {
  const { text, html } = renderLetter(letter, envelope);
  assert.equal(
    text,
    [
      'Hello Ruth <script>alert(1)</script>,',
      'First line\nsecond line. See https://desk.example/help?a=1&b=2.',
      'Choose a password:\nhttps://desk.example/portal/activate?token="x"&y',
      'Created: 9,934',
      'The link works until 3 March.',
      '-- \nHanbit & Co\nhelp@desk.example\n',
    ].join('\n\n'),
  );
  const words = html
    .replace(/<(style|title)>.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  for (const word of ['First line', 'second line', 'Choose a password', '9,934', '3 March', 'Hanbit & Co']) {
    assert.ok(words.includes(word), word);
  }
});

test('nothing that a person typed becomes markup', () => {
  const { html } = renderLetter(letter, envelope);
  assert.ok(!html.includes('<script>'));
  assert.ok(!html.includes('<b>'));
  assert.match(html, /href="https:\/\/desk\.example\/portal\/activate\?token=&#34;x&#34;&#38;y"/);
});

test('a mail loads nothing from anywhere and says which language it is in', () => {
  const { html } = renderLetter(letter, { ...envelope, language: 'ko' });
  assert.match(html, /^<!doctype html>\n<html lang="ko">/);
  assert.doesNotMatch(html, /<img|src=|@import|<link|url\(/);
  assert.match(html, /word-break:keep-all/);
  assert.match(html, /prefers-color-scheme: dark/);
});

test('a person is greeted by name in the language of the mail, and politely without one', () => {
  const [en, ko] = [translator('en'), translator('ko')];
  assert.equal(greeting('김하늘', ko), '김하늘 님');
  assert.equal(greeting('Ruth King', en), 'Hello Ruth King,');
  assert.equal(greeting('Ruth King', ko), 'Ruth King 님');
  for (const name of [
    null,
    '',
    '  ',
    'ruth@king.example',
    'win at www.evil.example',
    'http://evil.example',
    'x'.repeat(81),
  ]) {
    assert.equal(greeting(name, en), 'Hello,');
    assert.equal(greeting(name, ko), '고객님');
  }
});

test('K01 text for a header stays on one line and runs in one direction', () => {
  assert.equal(headerText('Desk\r\nBcc: spy@evil.example'), 'Desk Bcc: spy@evil.example');
  assert.equal(headerText('a\u202eb\u0000c\u2028d\u200b  e '), 'a b c d e');
  assert.equal(headerText('가'.repeat(500)).length, 200);
});
