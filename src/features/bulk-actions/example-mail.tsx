import { useTranslations } from 'use-intl';
import type { OutgoingMail } from '#platform/email/mail.ts';
import { Card } from '#ui/card.tsx';
import css from './example-mail.module.css';

/** A mail as its text part says it, which is what its HTML part says too. */
export function ExampleMail({ mail }: { mail: OutgoingMail }) {
  const t = useTranslations('bulk_actions');
  return (
    <Card title={t('example')}>
      <div lang={mail.language} className={css.mail}>
        <p className={css.to}>{t('example_to', { address: mail.to_address })}</p>
        <p className={css.subject}>{mail.subject}</p>
        <p className={css.text}>{mail.text.trim()}</p>
      </div>
    </Card>
  );
}
