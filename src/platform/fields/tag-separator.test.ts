import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFieldValue } from './read-field-value.ts';
import { type TagSeparator, tellTagSeparator } from './tag-separator.ts';

const field = { name: 'tags', kind: 'tags', label: '' } as const;
const read = (text: string, tag_separator?: TagSeparator) =>
  readFieldValue(field, text, { country: 'KR', empty_words: new Set(), ...(tag_separator && { tag_separator }) }).value;

test('what stands between tags is told from a list, also where a tag holds what could be taken for it', () => {
  const told: [string[], TagSeparator | undefined][] = [
    [['vip', 'trial, cloud', 'a;b'], undefined],
    [[], undefined],
    [['Gold, large | newsletter', 'vip'], 'bar'],
    [['Gold, large; newsletter', 'vip'], 'semicolon'],
    [['Gold, large\nnewsletter'], 'line'],
    [['#vip #cloud', '#vip'], 'hash'],
    [['#vip, #cloud'], 'hash'],
    [['#a :::', '#b ::: c :::'], 'colons'],
    [['* myContacts ::: Friends, old', 'Family'], 'colons'],
    [['* myContacts'], 'colons'],
  ];
  for (const [cells, separator] of told) assert.equal(tellTagSeparator(cells), separator, cells.join(' / '));
});

test('tags are cut at their list’s separator and nowhere else', () => {
  assert.deepEqual(read('Gold, large | newsletter', 'bar'), ['Gold, large', 'newsletter']);
  assert.deepEqual(read('Gold, large; newsletter', 'semicolon'), ['Gold, large', 'newsletter']);
  assert.deepEqual(read('Gold; large, newsletter、vip', 'comma'), ['Gold; large', 'newsletter', 'vip']);
  assert.deepEqual(read('one\ntwo, three', 'line'), ['one', 'two, three']);
  assert.deepEqual(read('#vip #cloud  ＃큰 고객', 'hash'), ['vip', 'cloud', '큰 고객']);
  assert.deepEqual(read('#vip, #cloud', 'hash'), ['vip', 'cloud']);
  assert.deepEqual(read('one; two, three、four\nfive'), ['one', 'two', 'three', 'four', 'five']);
});

test('the groups that Google keeps for itself are no tags', () => {
  assert.deepEqual(read('* myContacts ::: Friends, old ::: * coworkers', 'colons'), ['Friends, old', 'coworkers']);
  assert.deepEqual(read('* myContacts', 'colons'), []);
});
