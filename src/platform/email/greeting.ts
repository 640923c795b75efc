import type { Translate } from '#platform/i18n/translator.ts';

/**
 * How a person is greeted in the language of `t`: “김하늘 님”, “Hello Ruth King,”. Without a name, and where the name is an
 * address or a link (imports and sign-ups bring such), “고객님” and “Hello,”: nobody can make Maru send his advertising
 * by calling himself it.
 */
export function greeting(name: string | null, t: Translate): string {
  const plain = (name ?? '').replace(/\s+/g, ' ').trim();
  return isPersonName(plain) ? t('platform.mail.greeting', { name: plain }) : t('platform.mail.greeting_without_name');
}

/** Whether a name may stand in a mail: it is none where it is empty, an address, a link or as long as a text. */
export function isPersonName(name: string): boolean {
  const plain = name.trim();
  return plain !== '' && plain.length <= 80 && !/[@/<>]|www\.|\.(com|net|org|kr|io|ru|info|biz)\b/i.test(plain);
}
