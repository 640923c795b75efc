import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickest } from '../../../test/quickest.ts';
import type { FieldKind, FieldValue, ReadOptions } from './field.ts';
import { kinds } from './kinds.ts';
import { readFieldValue } from './read-field-value.ts';
import { writeFieldValue } from './write-field-value.ts';

const korea: ReadOptions = { country: 'KR', empty_words: new Set(['-', '없음', 'n/a']) };
const britain: ReadOptions = { country: 'GB', empty_words: new Set() };

function read(kind: FieldKind, raw: Parameters<typeof readFieldValue>[1], options = korea) {
  return readFieldValue({ name: 'x', label: 'x', kind, choices: ['Gold', '은색'] }, raw, options);
}

function takes(kind: FieldKind, taken: [string, FieldValue][], options = korea): void {
  for (const [text, value] of taken) assert.deepEqual(read(kind, text, options), { value }, `${kind} ${text}`);
}

function refuses(kind: FieldKind, code: string, texts: string[]): void {
  for (const text of texts) assert.equal(read(kind, text).problem?.code, code, `${kind} ${text}`);
}

test('blanks and the words that an account lists mean no value, in every kind of field', () => {
  for (const kind of ['text', 'number', 'date', 'email', 'tags', 'checkbox', 'dropdown', 'phone'] as const) {
    for (const nothing of ['', ' ', '\u3000\u00a0', '\u3164', '-', ' 없음 ', 'N/A', null, undefined]) {
      assert.deepEqual(read(kind, nothing), { value: null });
    }
  }
  assert.equal(read('email', '-', britain).problem?.code, 'fields.not_an_email');
});

test('N02 a text loses what nobody sees and is the same however it was composed', () => {
  takes('text', [
    ['\u200b 김하늘\ufeff\u3000', '김하늘'],
    ['김하늘'.normalize('NFD'), '김하늘'],
    ['Zoe\u0308 \u202eevil\u202c', 'Zoë evil'],
    ['a\r\nb\tc', 'a b c'],
    ["O'Brien", "O'Brien"],
    ['Null', 'Null'],
    ['가', '가'],
    ['a\u200db', 'ab'],
    ['👨‍👩‍👧‍👦 Kim', '👨‍👩‍👧‍👦 Kim'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['a\u{e0041}\u{e0042}', 'a'],
    ['lone \ud800', 'lone \ufffd'],
  ]);
  takes('paragraph', [[' one\r\ntwo\u2028three\u0007 ', 'one\ntwo\nthree']]);
  refuses('text', 'fields.has_nul', ['a\0b']);
});

test('N02 the length of a text is counted in letters as readers count them', () => {
  assert.deepEqual(read('text', '👨‍👩‍👧‍👦'.repeat(255)), { value: '👨‍👩‍👧‍👦'.repeat(255) });
  assert.deepEqual(read('text', 'x'.repeat(256)).problem, {
    code: 'platform.too_long',
    values: { value: `${'x'.repeat(60)}…`, max: 255 },
  });
  refuses('text', 'platform.too_long', ['가'.repeat(1000), `a${'\u0301'.repeat(5000)}`]);
});

test('numbers are read with their grouping and refused when JSON could not carry them', () => {
  takes('number', [
    ['1,234', 1234],
    ['１２３', 123],
    ['−7', -7],
    ['-0', 0],
    ['12.00', 12],
    ['007', 7],
    ['1 234 567', 1234567],
  ]);
  refuses('number', 'fields.not_a_number', ['12.5', '1,23', '8.2E+11', '열둘', '1e3', '--1', '0x10']);
  refuses('number', 'fields.number_too_large', ['9007199254740993']);
  takes('decimal', [
    ['1,234.5', 1234.5],
    ['0.000001', 0.000001],
    ['-0.25', -0.25],
  ]);
  refuses('decimal', 'fields.not_a_decimal', ['1.234,5', '12%', '.', 'NaN', 'Infinity']);
  refuses('decimal', 'fields.too_many_digits', ['1234567890.1234567']);
});

test('a checkbox is ticked in the ways of Korean and English tables', () => {
  for (const yes of ['O', 'o', '○', 'Y', 'yes', 'TRUE', '예', '네', '1', 'V', 'on', 'Ｙ', '✔️'])
    takes('checkbox', [[yes, true]]);
  for (const no of ['X', 'x', '×', 'N', 'no', 'False', '아니오', '아니요', '0']) takes('checkbox', [[no, false]]);
  refuses('checkbox', 'fields.not_a_checkbox', ['maybe', '2', '글쎄']);
});

test('a date is read as Korean and English tables write it', () => {
  for (const text of [
    '2024-03-05',
    '2024-3-5',
    '2024. 3. 5.',
    '2024.03.05',
    '2024/3/5',
    '2024년 3월 5일',
    '2024년 3월 5일 (화)',
    '2024년3월5일 화요일',
    '20240305',
    '2024-03-05T00:00:00Z',
    '2024-03-05 09:30',
    '5 Mar 2024',
    '5th March 2024',
    'March 5, 2024',
    '２０２４．３．５',
  ]) {
    takes('date', [[text, '2024-03-05']]);
  }
  takes('date', [['03/05/2024', '2024-05-03']], britain);
  takes('date', [['13/05/2024', '2024-05-13']], { ...britain, country: 'US' });
  takes('date', [['03/05/2024', '2024-03-05']], { ...britain, country: 'US' });
  takes('date', [['29.02.2024', '2024-02-29']]);
  refuses('date', 'fields.not_a_date', [
    '2023-02-29',
    '24-03-05',
    '2024-13-01',
    '0000-01-01',
    'tomorrow',
    '2024',
    '5 Foo 2024',
  ]);
});

test('the other kinds of field take what they say they take', () => {
  takes('dropdown', [
    ['GOLD', 'Gold'],
    ['ｇｏｌｄ', 'Gold'],
    ['은색', '은색'],
  ]);
  refuses('dropdown', 'platform.not_a_choice', ['금색']);
  takes('url', [
    ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
    ['example.com', 'https://example.com'],
    ['example.com:8080/x', 'https://example.com:8080/x'],
    ['한국.kr', 'https://한국.kr'],
  ]);
  refuses('url', 'fields.not_a_url', [
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://x.com',
    'not a url',
    'mailto:a@b.com',
  ]);
  takes('tags', [
    ['vip; cloud , VIP\n새 고객', ['vip', 'cloud', '새 고객']],
    [' ; ', []],
  ]);
  refuses('tags', 'fields.tag_too_long', ['x'.repeat(65)]);
  takes('language', [
    ['ko', 'ko'],
    ['한국어', 'ko'],
    ['en-US', 'en'],
    ['English', 'en'],
  ]);
  refuses('language', 'fields.not_a_language', ['fr', 'constructor']);
  takes('time_zone', [
    ['asia/seoul', 'Asia/Seoul'],
    ['America/New York', 'America/New_York'],
    ['UTC', 'UTC'],
  ]);
  refuses('time_zone', 'fields.not_a_time_zone', ['Mars/Olympus', '+09:00', 'constructor']);
  takes('phone', [
    ['010.2077.9850', '010.2077.9850'],
    ['내선 12', '내선 12'],
  ]);
  takes('emails', [['A@x.com; b@x.com\na@X.com', ['a@x.com', 'b@x.com']]]);
  refuses('emails', 'fields.not_an_email', ['a@x.com, nobody']);
  assert.deepEqual(read('tags', ['a', 'b']), { value: ['a', 'b'] });
  assert.deepEqual(read('checkbox', false), { value: false });
  assert.deepEqual(read('number', 0), { value: 0 });
});

test('what a field writes it reads back as the same value', () => {
  const samples: [FieldKind, NonNullable<FieldValue>][] = [
    ['decimal', 1e-15],
    ['decimal', 123456789012345],
    ['decimal', -0.0000001],
    ['number', -9007199254740991],
    ['checkbox', false],
    ['tags', ['가 나', 'b']],
    ['emails', ['a@x.com', 'b@x.com']],
    ['date', '0099-12-31'],
    ['paragraph', 'a\n\nb'],
  ];
  for (const [kind, value] of samples) {
    assert.deepEqual(read(kind, writeFieldValue({ kind }, value), britain), { value });
  }
  assert.equal(writeFieldValue({ kind: 'text' }, null), '');
});

test('M03 no text keeps a field busy for long', async () => {
  const texts = [
    'a'.repeat(100_000),
    `a${' '.repeat(100_000)}b`,
    `${'a@'.repeat(50_000)}!`,
    `x@${'a.'.repeat(50_000)}`,
    '1,'.repeat(50_000),
    `1 ${'('.repeat(50_000)}`,
    '\u{e0041}'.repeat(50_000),
    '\u200d'.repeat(100_000),
    '가\u0301'.repeat(50_000),
    'http://'.repeat(14_000),
  ];

  for (const kind of Object.keys(kinds) as FieldKind[]) {
    for (const text of texts) {
      const took = await quickest(() => read(kind, text));
      assert.ok(took < 100, `${kind} took ${took} ms for ${text.slice(0, 10)}…`);
    }
  }
});
