import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPublicUrl } from './read-public-url.ts';

test("an account's address is a scheme and a host, and a bare host means https", () => {
  const read: [string, string | null][] = [
    ['https://help.example.com', 'https://help.example.com'],
    ['https://Help.Example.com:443/', 'https://help.example.com'],
    ['help.example.com', 'https://help.example.com'],
    ['localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['고객센터.kr', 'https://xn--i49alon81c06o.kr'],
    ['https://help.example.com/desk', null],
    ['https://good.example@evil.example', null],
    ['javascript:alert(1)', null],
    ['', null],
  ];
  for (const [typed, public_url] of read) assert.equal(readPublicUrl(typed)?.public_url ?? null, public_url, typed);
  assert.equal(readPublicUrl('HELP.example.com')?.host, 'help.example.com');
});
