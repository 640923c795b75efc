import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerText } from '#platform/email/header-text.ts';
import { renderLetter } from '#platform/email/render-letter.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { fillTemplate, type TemplateValues } from './fill-template.ts';

const given: TemplateValues = {
  contact: { name: 'Ruth King', email: 'ruth@acorn.example', company: 'Acorn Books' },
  account: {
    name: 'Acorn Support',
    portal_url: 'https://help.example.com/portal',
    support_email: 'help@acorn.example',
    support_phone: null,
    support_url: null,
  },
  values: {
    url: 'https://help.example.com/portal/activate?token=x-_y',
    expires_at: new Date('2026-11-30T09:00:00Z'),
    contact_points: ['a@b.example', '02-1234-5678'],
  },
};
const named = (name: string, company: string | null = null): TemplateValues => ({
  ...given,
  contact: { ...given.contact, name, company },
});
const filled = (body: string, values = given, language: Locale = 'en') =>
  fillTemplate({ subject: 'S', body }, values, { language, time_zone: 'Asia/Seoul' }).blocks;
const html = (body: string, values = given) =>
  renderLetter(fillTemplate({ subject: 'S', body }, values, { language: 'en', time_zone: 'UTC' }), {
    language: 'en',
    account_name: 'Acorn',
    footer: null,
  }).html;

test('a template says who somebody is, when and where', () => {
  assert.deepEqual(filled('{{ contact.greeting }}\n\nUntil {{ expires_at }}: {{ url }}\nof {{ contact.company }}'), [
    { greeting: 'Hello Ruth King,' },
    { paragraph: `Until November 30, 2026 at 6:00 PM: ${given.values.url}\nof Acorn Books` },
  ]);
  assert.deepEqual(filled('{{ expires_at | date }} {{ expires_at | time }}', given, 'ko'), [
    { paragraph: '2026년 11월 30일 오후 6:00' },
  ]);
});

test('marks make buttons, headings, lists, strong words, links and small print', () => {
  assert.deepEqual(
    filled(
      '## Hello\nfirst\n{{ url | button: "Come in" }}\n\n- one\n- **two**\n\n-# See [here]({{ url }}) or [there](ftp://x).',
    ),
    [
      { heading: 'Hello' },
      { paragraph: 'first' },
      { button: 'Come in', url: given.values.url },
      { list: ['one', [{ strong: 'two' }]] },
      { small: ['See ', { link: 'here', url: given.values.url }, ' or [there](ftp://x).'] },
    ],
  );
});

test('a button amid other words gives its address, so that the link is never lost', () => {
  assert.deepEqual(filled('Go to {{ url | button: "Come in" }} now'), [{ paragraph: `Go to ${given.values.url} now` }]);
});

test('a line that only decides leaves no gap', () => {
  const body = '{% if contact.company != "" %}\nof {{ contact.company }}\n{% else %}\nof nobody\n{% endif %}\nend';
  assert.deepEqual(filled(body), [{ paragraph: 'of Acorn Books\nend' }]);
  assert.deepEqual(filled(body, named('Ruth')), [{ paragraph: 'of nobody\nend' }]);
  assert.deepEqual(filled('{% for one in contact_points %}\n- {{ one }}\n{% endfor %}'), [
    { list: ['a@b.example', '02-1234-5678'] },
  ]);
});

test('Korean particles follow the word that is filled in', () => {
  const said = (body: string, name: string) => filled(body, named(name), 'ko');
  assert.deepEqual(said('{{ contact.name | josa: "은/는" }}', '김하늘'), [{ paragraph: '김하늘은' }]);
  assert.deepEqual(said('{{ contact.name | josa: "은/는" }}', '이서아'), [{ paragraph: '이서아는' }]);
  assert.deepEqual(said('{{ contact.name | josa: "으로/로" }}', '서울'), [{ paragraph: '서울로' }]);
  assert.deepEqual(said('{{ contact.name | josa: "를" }}', '이서아'), [{ paragraph: '이서아를' }]);
  assert.deepEqual(said('{{ contact.name }}이(가) 왔습니다', '김하늘'), [{ paragraph: '김하늘이 왔습니다' }]);
});

test('nobody is called by an address, and who has no name is greeted all the same', () => {
  const body = '{{ contact.greeting }} {{ contact.name | default: "you" }}';
  for (const name of ['', 'win at www.evil.example', 'ruth@evil.example']) {
    assert.deepEqual(filled(body, named(name)), [{ paragraph: 'Hello, you' }]);
  }
  assert.deepEqual(filled('{{ contact.greeting }}', named(''), 'ko'), [{ greeting: '고객님' }]);
});

const vectors = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '<svg/onload=alert(1)>',
  'javascript:alert(1)',
  '</title><script>alert(1)</script>',
  '<a href="javascript:alert(1)">x</a>',
  '{{ account.name }}{% if true %}',
  '**strong** [words](https://evil.example)',
  '\n\n## Heading\n\n- list\n-# small',
  '\ue180x\ue181https://evil.example\ue182',
  '&lt;b&gt;&#60;b&#62;',
  '\u202egnp.exe',
];

test('I01 whatever a name or a company is, it is text in the HTML part', () => {
  for (const vector of vectors) {
    const page = html(
      '{{ contact.company }}\n\n[{{ contact.company }}](https://ok.example) **{{ contact.company }}**',
      {
        ...named('Ruth', vector),
      },
    );
    // An address that shows itself and nothing else deceives nobody.
    const others = page.replace(/<a href="([^"]*)"[^>]*>\1<\/a>/g, '');
    assert.doesNotMatch(others, /<(script|img|svg|h2|ul)\b|<a [^>]*href="(?!https:\/\/ok\.example)/i, vector);
    assert.doesNotMatch(page, /<[^>]*\son\w+\s*=|href="(?!https:)/i);
  }
});

test('I01 a value makes no mark: neither strong nor a link nor a new paragraph', () => {
  assert.deepEqual(filled('{{ contact.company }}', named('R', '**a** [b](https://evil.example)\n\n## c\n- d')), [
    { paragraph: '**a** [b](https://evil.example)\n\n## c\n- d' },
  ]);
  assert.deepEqual(filled('- {{ contact.company }}', named('R', 'a\n- b')), [{ list: ['a\n- b'] }]);
});

test('I01 nothing that a template itself says becomes HTML either', () => {
  const page = html(
    '<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n[y](https://a.example/"onmouseover="alert(1))',
  );
  assert.doesNotMatch(page, /<script>|href="javascript|" ?onmouseover="/);
});

test('K01 a value with line breaks leaves one subject line without headers of its own', () => {
  for (const name of ['Ruth\r\nBcc: spy@evil.example', 'Ruth\nBcc: x', 'Ruth\u2028Bcc: x', 'Ruth\u0000\u0085x']) {
    const { subject } = fillTemplate({ subject: 'For {{ contact.company }}', body: 'x' }, named('Ruth', name), {
      language: 'en',
      time_zone: 'UTC',
    });
    assert.doesNotMatch(headerText(subject), /[\p{Cc}\p{Zl}\p{Zp}]/u);
    assert.match(headerText(subject), /^For Ruth /);
  }
});

const refused = (body: string) => assert.throws(() => filled(body), body.slice(0, 60));

test('no template reads a file, another template or what it was not given', () => {
  for (const tag of [
    '{% include "/etc/passwd" %}',
    '{% render "../../package.json" %}',
    '{% layout "x" %}',
    '{% block x %}{% endblock %}',
    '{% liquid echo 1 %}',
    '{% increment x %}',
    '{{ "/etc/passwd" | read }}',
    '{{ contact | json }}',
    '{{ contact.name | raw }}',
    '{{ contact.name | inspect }}',
    '{% assign contact.polluted = "p" %}',
  ]) {
    refused(tag);
  }
});

test('no template reaches a prototype, a constructor or a function', () => {
  for (const path of [
    '__proto__',
    'constructor',
    'constructor.constructor',
    'contact.__proto__',
    'contact.constructor.name',
    'contact.name.constructor',
    'contact.toString',
    'contact["__proto__"]["polluted"]',
    'contact_points.constructor',
    'contact.hasOwnProperty',
    'expires_at.constructor',
    'expires_at.getTime',
    'toString',
  ]) {
    assert.deepEqual(filled(`x{{ ${path} }}`), [{ paragraph: 'x' }], path);
  }
  assert.deepEqual(filled('{% assign __proto__ = "p" %}x'), [{ paragraph: 'x' }]);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

test('loops, ranges and growing texts end soon, and take little memory', () => {
  const doubled = `{% capture a %}${'x'.repeat(1000)}{% endcapture %}${'{% capture a %}{{ a }}{{ a }}{% endcapture %}'.repeat(40)}{{ a }}`;
  const appended = `{% assign a = "${'x'.repeat(1000)}" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`;
  const replaced = `{% assign a = "xxxxxxxxxx" %}${'{% assign a = a | replace: "x", "xxxxxxxxxx" %}'.repeat(12)}{{ a }}`;
  const nested =
    '{% for a in (1..900) %}{% for b in (1..900) %}{% for c in (1..900) %}{% endfor %}{% endfor %}{% endfor %}';
  const again = `{% assign r = (1..1000) %}{% for a in r %}{% for b in r %}{% for c in r %}{% assign x = c %}{% endfor %}{% endfor %}{% endfor %}`;
  const printed = `{% assign r = (1..1000) %}{% for a in r %}{% for b in r %}${'text '.repeat(200)}{% endfor %}{% endfor %}`;
  const huge = '{% for i in (1..1000000000) %}x{% endfor %}';
  const joined = '{% assign r = (1..20000) %}{% for a in r %}{{ r | join: "long text between" }}{% endfor %}';
  const before = process.memoryUsage().heapUsed;
  for (const body of [doubled, appended, replaced, nested, again, printed, huge, joined]) {
    const began = performance.now();
    refused(body);
    assert.ok(performance.now() - began < 1500, `${body.slice(0, 40)} took ${performance.now() - began} ms`);
  }
  assert.ok(process.memoryUsage().heapUsed - before < 100 * 1024 ** 2);
});

test('a deep nest and a long text are refused, not a crash', () => {
  refused('{% if true %}'.repeat(1500) + '{% endif %}'.repeat(1500));
  refused('x'.repeat(20_001));
  refused(`{{ ${'('.repeat(5000)} }}`);
});
