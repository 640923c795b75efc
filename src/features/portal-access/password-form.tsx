import { useTranslations } from 'use-intl';
import { Form } from '#ui/form.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';

/** One field to choose a password, with the one rule. `email` tells password managers whose it is. */
export function PasswordForm({ email, submit }: { email: string; submit: string }) {
  const t = useTranslations('portal_access.password');
  return (
    <Form intent="password" labels={{ password: t('label') }}>
      <input type="hidden" name="email" value={email} autoComplete="username" />
      <TextField
        name="password"
        type="password"
        label={t('label')}
        hint={t('rule')}
        size="large"
        autoComplete="new-password"
        isRequired
      />
      <SubmitButton size="large" isWide>
        {submit}
      </SubmitButton>
    </Form>
  );
}
