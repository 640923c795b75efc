import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchPatterns } from '#platform/fields/search-patterns.ts';
import { searchText } from './search-text.ts';

const nobody = { name: '', emails: [], phones: [], company_names: [], tags: [], unique_external_id: null };
const textOf = (values: Partial<Parameters<typeof searchText>[0]>) => searchText({ ...nobody, ...values });

test('a contact is found by folded words, digits of phones and pieces of Hangul', () => {
  const { txt, bigrams } = textOf({
    name: 'Łukasz 김하늘',
    emails: ['Kim@X.com'],
    phones: ['010-2077-9850', '+821020779850', '내선 12', null],
    company_names: ['㈜한빛'],
    tags: ['VIP', 'vip'],
    unique_external_id: 'C-77691',
  });
  assert.equal(txt, ' lukasz 김하늘 kim@x.com (주)한빛 vip c-77691 01020779850 821020779850 ');
  assert.deepEqual(bigrams, ['^ㄱ', '김하', 'ㄱㅎ', '하늘', 'ㅎㄴ', '^ㅈ', '^ㅎ', '한빛', 'ㅎㅂ']);
});

/** What PostgreSQL's LIKE and ~ say, said again, so that the patterns can be tested without it. */
function finds(typed: string, txt: string, isLoose = false): boolean {
  const { likes, regexes } = searchPatterns(typed, { isLoose })!;
  const literal = (like: string) => like.slice(1, -1).replace(/\\(.)/g, '$1');
  return (
    likes.every((like) => txt.includes(literal(like))) && regexes.every((regex) => new RegExp(regex, 'u').test(txt))
  );
}

test('a search finds whole words, parts of words and phone numbers however they are written', () => {
  const { txt } = textOf({
    name: 'Ruth 김철수',
    emails: ['ruth.king@mail-21.example.com'],
    phones: ['010-2077-9850', '+821020779850'],
    unique_external_id: '2024-001',
  });
  for (const typed of [
    'RUTH',
    'ru',
    'king@mail',
    '김철',
    '철수',
    '김',
    '2077-9850',
    '+82 10-2077',
    '010 2077',
    '2024-001',
    'uth 철수',
  ]) {
    assert.ok(finds(typed, txt), typed);
  }
  for (const typed of ['ut', '수', '77', 'ruth 영희', '100%', 'r_th', 'ruth\\', '김수'])
    assert.ok(!finds(typed, txt), typed);
});

test('initial consonants find Korean names, and a syllable may still be on its way', () => {
  const { txt } = textOf({ name: '김철수', company_names: ['푸른하늘 (주)'] });
  for (const typed of ['ㄱㅊㅅ', 'ㅊㅅ', 'ㄱ', '김ㅊ', '김ㅊㅅ', 'ㅍㄹㅎㄴ']) assert.ok(finds(typed, txt), typed);
  for (const typed of ['ㅅ', 'ㄱㅅ', 'ㄴㅊ']) assert.ok(!finds(typed, txt), typed);
  for (const typed of ['김처', '김철', '푸른한', '푸르', '푸', '푸른ㅎ']) assert.ok(finds(typed, txt, true), typed);
  for (const typed of ['김처', '푸른한', '푸르']) assert.ok(!finds(typed, txt), typed);
});

test('pieces never rule out what the patterns find', () => {
  const contact = textOf({ name: '김철수 남궁 민', company_names: ['한빛a소프트 3호점'] });
  const typed = [
    'ㄱㅊㅅ',
    '김ㅊ',
    '철수',
    '남',
    'ㄴ',
    '한빛a소',
    'a소',
    '소프',
    '3호',
    '호점',
    'ㅎㅂa',
    '빛ㅅ',
    '한빛',
    '소프ㅌ',
  ];
  for (const isLoose of [false, true]) {
    for (const word of typed) {
      const { pieces } = searchPatterns(word, { isLoose })!;
      if (!finds(word, contact.txt, isLoose)) continue;
      assert.deepEqual(
        pieces.filter((piece) => !contact.bigrams.includes(piece)),
        [],
        `${word} ${isLoose}`,
      );
    }
  }
});

test('nothing typed is no search, and nothing typed breaks one', () => {
  assert.equal(searchPatterns('  \u200b '), null);
  for (const typed of ['(((', '[', '\\', '%', 'ㄱ[(', '\0', 'ㄱ'.repeat(500), '*'.repeat(500), '😀', '\ud800']) {
    const patterns = searchPatterns(typed);
    for (const regex of patterns?.regexes ?? []) assert.doesNotThrow(() => new RegExp(regex));
  }
});
