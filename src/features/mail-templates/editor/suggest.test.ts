import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggestAt } from './suggest.ts';

const names = ['url', 'expires_at', 'contact_points', 'contact.greeting', 'contact.name', 'account.name'];
/** The caret stands at `^`. */
const offer = (typed: string) => suggestAt(typed.replace('^', ''), typed.indexOf('^'), names);
const offeredAt = (typed: string) => offer(typed)?.suggestions.map(({ name }) => name) ?? null;
/** The text once the first suggestion is taken, with the caret at `^`. */
function taken(typed: string): string {
  const { from, to, suggestions } = offer(typed)!;
  const text = typed.replace('^', '');
  const { insert, caret } = suggestions[0]!;
  const done = text.slice(0, from) + insert + text.slice(to);
  return `${done.slice(0, from + caret)}^${done.slice(from + caret)}`;
}

test('two opening braces offer all that can be filled in, letters narrow it', () => {
  assert.deepEqual(offeredAt('Hello {{^'), names);
  assert.deepEqual(offeredAt('Hello {{ name^'), ['contact.name', 'account.name']);
  assert.deepEqual(offeredAt('{{ con^'), ['contact_points', 'contact.greeting', 'contact.name']);
  assert.equal(offeredAt('{{ zzz^'), null);
});

test('plain text, a closed placeholder and another line offer nothing', () => {
  for (const typed of ['Hello^', '{{ url }}^', '{{ url }} x^', '{{\n^', '{ url^', '}}^'])
    assert.equal(offeredAt(typed), null, typed);
});

test('what is taken is closed, unless it is already', () => {
  assert.equal(taken('Hello {{^'), 'Hello {{ url^ }}');
  assert.equal(taken('Hello {{ contact.n^ }}'), 'Hello {{ contact.name^ }}');
  assert.equal(taken('{{ ur^ | date }}'), '{{ url^ | date }}');
});

test('a bar offers filters, with the caret where words go', () => {
  assert.deepEqual(offeredAt('{{ url |^'), ['button', 'row', 'josa', 'date', 'time', 'default']);
  assert.equal(taken('{{ url | bu^'), '{{ url | button: "^" }}');
  assert.equal(taken('{{ contact.name | jo^ }}'), '{{ contact.name | josa: "은/는"^ }}');
  assert.equal(offeredAt('{{ url | button: "x^'), null);
});

test('a tag is offered whole, and placeholders in its condition', () => {
  assert.equal(taken('{%^'), '{% if contact.company != "" %}\n^\n{% else %}\n\n{% endif %}');
  assert.deepEqual(offeredAt('{% if acc^'), ['account.name']);
  assert.equal(taken('{% for one in contact_p^ %}'), '{% for one in contact_points^ %}');
});
