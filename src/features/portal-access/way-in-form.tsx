import { useTranslations } from 'use-intl';
import { Form } from '#ui/form.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';

/** Asks for an address to mail a way in to. Sent as the intent `way_in` to the page it stands on, or to `action`. */
export function WayInForm({ email, label, action }: { email?: string; label?: string; action?: string }) {
  const t = useTranslations('portal_access.way_in');
  return (
    <Form intent="way_in" {...(action ? { action } : {})}>
      <TextField
        name="email"
        type="email"
        label={t('email')}
        size="large"
        autoComplete="username"
        inputMode="email"
        isRequired
        {...(email ? { defaultValue: email } : {})}
      />
      <SubmitButton size="large" isWide>
        {label ?? t('submit')}
      </SubmitButton>
    </Form>
  );
}

/** What everybody reads who asked for a way in, whether or not a mail went out. */
export function WayInSent() {
  const t = useTranslations('portal_access.way_in');
  return (
    <>
      <p>{t('sent')}</p>
      <p>{t('nothing_came')}</p>
    </>
  );
}
