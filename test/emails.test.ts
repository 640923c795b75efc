import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import outbox from '#locales/en/outbox.json' with { type: 'json' };
import { renderLetter } from '#platform/email/render-letter.ts';
import { locales } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { emails } from '../src/jobs.ts';

test('every e-mail of the product is in the list by which the outbox finds it', () => {
  const declared = globSync('src/features/**/*.email.ts', { cwd: projectFolder }).map((path) => {
    const name = /name: '([a-z_.]+)'/.exec(readFileSync(join(projectFolder, path), 'utf8'));
    return name?.[1] ?? `${path} has no name`;
  });
  assert.deepEqual(emails.map(({ name }) => name).sort(), declared.sort());
});

test('every e-mail has a name of its own in the outbox', () => {
  const nameless = emails.filter(({ name }) => !Object.hasOwn(outbox.kinds, name.replaceAll('.', '_')));
  assert.deepEqual(nameless, []);
});

for (const kind of emails) {
  for (const language of locales) {
    test(`the mail ${kind.name} can be read in ${language}, as text and as HTML`, () => {
      const { letter } = kind.composeExample(language, translator(language, 'Asia/Seoul'));
      const { text, html } = renderLetter(letter, { language, account_name: 'Acorn Support', footer: null });
      assert.ok(letter.subject.length > 5 && letter.subject.length <= 120, letter.subject);
      assert.doesNotMatch(`${letter.subject}${text}`, /[{}]|undefined|null|\[object/);
      assert.doesNotMatch(text, /[은이을과]\([는가를와]\)/, 'a particle is not settled');
      assert.equal(/[가-힣]/.test(letter.subject), language === 'ko');
      // Mail programs take what follows an address without a blank for a part of it, Korean particles too.
      for (const [address] of text.matchAll(/https?:\/\/\S+/g)) assert.match(address, /^[\x21-\x7e]+$/, address);
      const [opening] = letter.blocks;
      assert.ok(opening && 'greeting' in opening, 'it begins with a greeting');
      for (const block of letter.blocks) {
        if (!('button' in block)) continue;
        assert.match(block.url, /^https:\/\/help\.example\.com\//);
        assert.ok(text.includes(block.url));
        assert.ok(html.includes(`href="${block.url}"`));
      }
    });
  }
}
