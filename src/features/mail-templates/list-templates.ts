import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type Locale, locales } from '#platform/i18n/messages.ts';
import { exampleOf } from './example-of.ts';
import { checkTemplate } from './letter/check-template.ts';
import { type TemplateKind, templateKinds } from './mail-template.ts';

/** One kind of mail in the list of templates. */
export interface ListedTemplate {
  kind: string;
  is_automatic: boolean;
  is_off: boolean;
  /** Whose words are sent in each language. `broken`: the account's own can't be used any more, so the shipped ones are. */
  languages: { language: Locale; state: 'shipped' | 'own' | 'broken' }[];
}

/**
 * Every kind of mail that the account can write itself, those that somebody asks for first, with what it has made of them. Needs
 * `mail_templates.edit`.
 */
export async function listTemplates(ctx: Context): Promise<ListedTemplate[]> {
  allow(ctx, 'mail_templates.edit');
  const { own, off } = await inTransaction(ctx, async ({ db }) => ({
    own: await db.selectFrom('mail_template').select(['kind', 'language', 'subject', 'body']).execute(),
    off: await db.selectFrom('switched_off_mail').select('kind').execute(),
  }));
  const stateOf = (kind: TemplateKind, language: Locale) => {
    const text = own.find((row) => row.kind === kind.name && row.language === language);
    if (!text) return 'shipped';
    return checkTemplate(text, kind.template, exampleOf(kind, language)).length === 0 ? 'own' : 'broken';
  };
  const kinds = templateKinds();
  const asked = kinds.filter(({ template }) => !template.is_automatic);
  const automatic = kinds.filter(({ template }) => template.is_automatic);
  return [...asked, ...automatic].map((kind) => ({
    kind: kind.name,
    is_automatic: kind.template.is_automatic,
    is_off: off.some((row) => row.kind === kind.name),
    languages: locales.map((language) => ({ language, state: stateOf(kind, language) })),
  }));
}
