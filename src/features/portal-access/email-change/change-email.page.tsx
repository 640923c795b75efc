import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findProfile } from '#features/portal-access/find-profile.ts';
import css from '#features/portal-access/portal.module.css';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/change-email.page.ts';
import { confirmHours } from './email-change.ts';
import { sendEmailChange } from './send-email-change.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { emails } = await findProfile(pageContext(context));
  const primary = emails.find(({ is_primary }) => is_primary);
  return { email: primary ? showEmailAddress(primary.email).shown : null };
}

export async function action(args: Route.ActionArgs) {
  const { email = '', password = '' } = await formValues(args, ['email', 'password']);
  await sendEmailChange(pageContext(args.context), { email, password });
  return redirect('/portal/profile?asked', { status: 303 });
}

/** Where a customer asks for another address. */
export default function ChangeEmail({ loaderData: { email } }: Route.ComponentProps) {
  const t = useTranslations('portal_access.email_change');
  return (
    <div className={css.page}>
      <title>{t('title')}</title>
      <h1>{t('title')}</h1>
      <p>{email ? t('intro', { email, hours: confirmHours }) : t('intro_without', { hours: confirmHours })}</p>
      <Form labels={{ email: t('new') }}>
        <TextField name="email" type="email" label={t('new')} autoComplete="email" size="large" isRequired />
        <TextField
          name="password"
          type="password"
          label={t('password')}
          hint={t('password_hint')}
          autoComplete="current-password"
          size="large"
          isRequired
        />
        <FormActions>
          <SubmitButton size="large">{t('send')}</SubmitButton>
          <ButtonLink to="/portal/profile" size="large" reloadDocument>
            {t('back')}
          </ButtonLink>
        </FormActions>
      </Form>
    </div>
  );
}
