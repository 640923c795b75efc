import { useTranslations } from 'use-intl';
import { Tabs } from '#ui/tabs.tsx';
import css from './outbox.module.css';

interface Props {
  id: number;
  part: 'html' | 'text';
  subject: string;
  text: string;
  language: string;
}

/** How a mail reads: its subject and one of its two parts, which say the same. */
export function MailParts({ id, part, subject, text, language }: Props) {
  const t = useTranslations('outbox');
  return (
    <section className={css.mail} aria-label={t('message')}>
      <h2 className={css.subject} lang={language}>
        {subject}
      </h2>
      <Tabs
        label={t('parts')}
        tabs={[
          { to: `/outbox/${id}`, label: t('html_part'), isCurrent: part === 'html' },
          { to: `/outbox/${id}?part=text`, label: t('text_part'), isCurrent: part === 'text' },
        ]}
      />
      {part === 'html' ? (
        <iframe className={css.frame} title={t('message')} src={`/outbox/${id}/html`} sandbox="" />
      ) : (
        <p className={css.text} lang={language}>
          {text.trim()}
        </p>
      )}
    </section>
  );
}
