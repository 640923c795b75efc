import { useFormatter, useTranslations } from 'use-intl';
import { KeyValueList } from '#ui/key-value-list.tsx';
import type { MailPreview } from './mail-preview.ts';

/** How many mails go out in which language. */
export function MailLanguages({ languages }: Pick<MailPreview, 'languages'>) {
  const t = useTranslations('bulk_actions');
  const format = useFormatter();
  if (languages.length === 0) return null;
  const entries = languages.map(({ language, count }) => ({
    key: language,
    label: t('in_language', { language: t(`languages.${language}`) }),
    value: format.number(count),
  }));
  return <KeyValueList entries={entries} />;
}
