import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Side } from '#features/sessions/session.ts';
import { Form } from '#ui/form.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import { PasskeyForm } from './passkey-form.tsx';
import css from './proof-panel.module.css';

interface Props {
  side: Side;
  hasPasskeys: boolean;
  /** What else is asked for beside the password. */
  children?: ReactNode;
}

/** Asks once more who somebody is before he changes how he gets in: by his password, or by a passkey that he has. */
export function ProofPanel({ side, hasPasskeys, children }: Props) {
  const t = useTranslations('passkeys.proof');
  return (
    <div className={css.ways}>
      <p>{t('intro')}</p>
      <Form intent="password">
        <TextField
          name="password"
          type="password"
          label={t('password')}
          autoComplete="current-password"
          {...(side === 'portal' && { size: 'large' as const })}
          isRequired
        />
        {children}
        <SubmitButton {...(side === 'portal' && { size: 'large' as const })}>{t('submit')}</SubmitButton>
      </Form>
      {hasPasskeys && (
        <PasskeyForm
          kind="get"
          options={side === 'portal' ? '/portal/passkey/proof' : '/passkey/proof'}
          intent="passkey"
          label={t('with_passkey')}
          look={{ kind: 'default', ...(side === 'portal' && { size: 'large' }) }}
          without={null}
        />
      )}
      <p className={css.other}>{t('no_password')}</p>
    </div>
  );
}
