import { useLocale, useTranslations } from 'use-intl';
import { Form } from '#ui/form.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import { type Consent, consentBox } from './consents/consent.ts';
import { ConsentFields, type Policies, wordsIn } from './consents/consent-fields.tsx';

/** What whoever comes in for the first time is asked to agree to, and where the policies lie. */
export interface AskedConsents {
  consents: readonly Consent[];
  policies: Policies;
}

/** One field to choose a password, with the one rule. `email` tells password managers whose it is. */
export function PasswordForm({ email, submit, asked }: { email: string; submit: string; asked?: AskedConsents }) {
  const t = useTranslations('portal_access.password');
  const locale = useLocale();
  const boxes = (asked?.consents ?? []).map((consent) => [consentBox(consent), wordsIn(consent.labels, locale)]);
  const labels = Object.fromEntries(boxes) as Record<string, string>;
  return (
    <Form intent="password" labels={{ password: t('label'), ...labels }}>
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
      {asked && <ConsentFields {...asked} />}
      <SubmitButton size="large" isWide>
        {submit}
      </SubmitButton>
    </Form>
  );
}
