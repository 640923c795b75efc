import { useTranslations } from 'use-intl';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextArea } from '#ui/text-area.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { DeliveryCheck } from './check-delivery.ts';
import css from './mail-check.module.css';
import { RecordCard } from './record-card.tsx';

/** Whether Maru signs mail, the record of its key, and the ways to a key. */
export function SigningCard({ check: { dkim_key, dkim } }: { check: DeliveryCheck }) {
  const t = useTranslations('mail_check');
  if (dkim_key && dkim) {
    // Found but not noted: the next look notes it.
    const isWaiting = dkim.kind === 'well' && dkim_key.verified_at === null;
    const signing = isWaiting ? { ...dkim, kind: 'know' as const, code: 'dkim_found' } : dkim;
    return (
      <RecordCard record="dkim" name={dkim_key.name} finding={signing}>
        <FormActions>
          <KeyButton intent="make_key" label={t('dkim.replace')} />
          <KeyButton intent="remove_key" label={t('dkim.remove')} />
        </FormActions>
      </RecordCard>
    );
  }
  return (
    <Card title={t('records.dkim')}>
      <p>{t('dkim.none')}</p>
      <FormActions>
        <KeyButton intent="make_key" label={t('dkim.make')} />
      </FormActions>
      <details className={css.own}>
        <summary>{t('dkim.own')}</summary>
        <Form intent="keep_key">
          <TextArea
            name="private_key"
            label={t('dkim.private_key')}
            hint={t('dkim.sealed')}
            rows={5}
            spellCheck={false}
            autoComplete="off"
            isRequired
          />
          <TextField name="selector" label={t('dkim.selector')} hint={t('dkim.selector_hint')} autoComplete="off" />
          <FormActions>
            <SubmitButton kind="default">{t('dkim.keep')}</SubmitButton>
          </FormActions>
        </Form>
      </details>
    </Card>
  );
}

function KeyButton({ intent, label }: { intent: string; label: string }) {
  return (
    <Form intent={intent} layout="bare">
      <SubmitButton kind="default">{label}</SubmitButton>
    </Form>
  );
}
