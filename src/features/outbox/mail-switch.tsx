import { useTranslations } from 'use-intl';
import { Badge } from '#ui/badge.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';

/** In a few words that mail to customers goes out, and the way to stop it. */
export function MailIsOn({ can_switch }: { can_switch: boolean }) {
  const t = useTranslations('outbox.on');
  return (
    <>
      <Badge tone="success" isQuiet>
        {t('text')}
      </Badge>
      {can_switch && <Switch to="off" label={t('button')} />}
    </>
  );
}

interface Props {
  can_switch: boolean;
  waiting_count: number;
  /** False without a mail server: then nothing goes out by the switch alone. */
  sends_mail: boolean;
}

/** That mail to customers waits for its switch, how many mails do, and the switch. */
export function MailIsOff({ can_switch, waiting_count, sends_mail }: Props) {
  const t = useTranslations('outbox.off');
  return (
    <Notice tone="warning" title={t('title')} actions={can_switch && <Switch to="on" label={t('button')} />}>
      {t(sends_mail ? 'text' : 'text_unsent', { count: waiting_count })}
    </Notice>
  );
}

/** That nothing goes out at all, and what to set. */
export function NoMailServer() {
  const t = useTranslations('outbox.no_server');
  return (
    <Notice tone="warning" title={t('title')}>
      {t('text')}
    </Notice>
  );
}

function Switch({ to, label }: { to: 'on' | 'off'; label: string }) {
  return (
    <Form intent="switch" layout="bare">
      <input type="hidden" name="is_on" value={to} />
      <SubmitButton kind={to === 'on' ? 'primary' : 'default'}>{label}</SubmitButton>
    </Form>
  );
}
