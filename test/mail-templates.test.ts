import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTemplate } from '#features/mail-templates/letter/check-template.ts';
import { fillTemplate } from '#features/mail-templates/letter/fill-template.ts';
import { placeholderNames } from '#features/mail-templates/letter/placeholder-names.ts';
import { sampleValues } from '#features/mail-templates/letter/sample-values.ts';
import { writeSource } from '#features/mail-templates/letter/write-source.ts';
import words from '#locales/en/mail-templates.json' with { type: 'json' };
import { renderLetter } from '#platform/email/render-letter.ts';
import { locales } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';
import { emails } from '../src/jobs.ts';

/** Mails that nobody but Maru writes: those to agents. */
const shippedOnly = ['imports.finished', 'invitations.sign_up_of_agent', 'mail_templates.test', 'outbox.delivery_test'];

test('every mail to customers can be written by the account itself', () => {
  const others = emails.filter(({ name, template }) => !template && !name.startsWith('agents.'));
  assert.deepEqual(others.map(({ name }) => name).sort(), shippedOnly);
});

test('the editor has words for every kind of mail and all that can be filled in', () => {
  const wordless = emails.flatMap(({ name, template }) => {
    if (!template) return [];
    const missing = placeholderNames(template).filter(
      (one) => !Object.hasOwn(words.placeholders, one.replace('.', '_')),
    );
    return Object.hasOwn(words.when, name.replaceAll('.', '_')) ? missing : [...missing, name];
  });
  assert.deepEqual(wordless, []);
});

for (const kind of emails) {
  if (!kind.template) continue;
  for (const language of locales) {
    const t = translator(language, 'Asia/Seoul');
    test(`what the editor begins with for ${kind.name} in ${language} makes the mail that is shipped`, () => {
      const source = writeSource(kind.template!.outline(language));
      const { letter, name, values } = kind.composeExample(language, t);
      assert.deepEqual(checkTemplate(source, kind.template!, { language, values }), []);
      const [known] = sampleValues(language, values);
      const given = { ...known!, contact: { ...known!.contact, name: name ?? '' } };
      const own = fillTemplate(source, given, { language, time_zone: 'Asia/Seoul' });
      const envelope = { language, account_name: known!.account.name, footer: null };
      assert.equal(own.subject, letter.subject);
      assert.deepEqual(renderLetter(own, envelope), renderLetter(letter, envelope));
    });
  }
}
