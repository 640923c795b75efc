import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { listAskedFields } from '#features/custom-fields/list-asked-fields.ts';
import { PolicyLinks } from '#features/portal-access/policy-links.tsx';
import css from '#features/portal-access/portal.module.css';
import type { Field } from '#platform/fields/field.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { recordFormValues } from '#platform/http/record-form-values.ts';
import { Form } from '#ui/form.tsx';
import { Panel } from '#ui/panel.tsx';
import { RecordField, useFieldLabel } from '#ui/record-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/sign-up.page.ts';
import { createSignUp } from './create-sign-up.ts';
import { findSignUpForm } from './find-sign-up-form.ts';
import { signUpFields } from './sign-up.ts';

/** What the form carries beside what is asked. */
const carried: readonly Field[] = ['seal', 'website'].map((name) => ({ name, kind: 'text', label: name }));

export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { privacy_policy_url, terms_url } = await findAccount(ctx);
  return { ...(await findSignUpForm(ctx)), policies: { privacy_policy_url, terms_url } };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const builtIn = [...signUpFields, ...carried];
  const given = await recordFormValues(args, { builtIn, custom: await listAskedFields(ctx) });
  const { custom_fields, ...texts } = given;
  const { name = '', email = '', seal = '', website = '' } = texts as Record<string, string>;
  await createSignUp(ctx, { name, email, custom_fields, seal, decoy: website });
  return { is_sent: true };
}

/** Where customers come in who were not invited: name, address, and what the help desk has to know of everybody. */
export default function SignUp({ loaderData: { fields, seal, policies }, actionData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.sign_up');
  const consents = useTranslations('portal_access.consents');
  const labelOf = useFieldLabel();
  if (actionData && 'is_sent' in actionData) {
    return (
      <Panel title={t('sent_title')}>
        <p>{t('sent')}</p>
        <p>{t('nothing_came')}</p>
        <a href="/portal/sign-in">{t('back')}</a>
      </Panel>
    );
  }
  const labels = {
    name: t('name'),
    email: t('email'),
    ...Object.fromEntries(fields.map((field) => [`custom_fields.${field.name}`, labelOf(field)])),
  };
  return (
    <Panel title={t('title')} intro={t('intro')}>
      <Form labels={labels}>
        <input type="hidden" name="seal" value={seal} />
        <div className="visually-hidden" aria-hidden="true">
          <label>
            {t('decoy')}
            <input name="website" tabIndex={-1} autoComplete="off" />
          </label>
        </div>
        <TextField name="name" label={t('name')} size="large" autoComplete="name" isRequired />
        <TextField
          name="email"
          type="email"
          label={t('email')}
          hint={t('email_hint')}
          size="large"
          autoComplete="email"
          inputMode="email"
          isRequired
        />
        {fields.map((field) => (
          <RecordField key={field.name} field={field} name={`custom_fields.${field.name}`} value={null} size="large" />
        ))}
        {policies.privacy_policy_url && (
          <p className={css.policies}>
            {consents('by_sending')} <PolicyLinks {...policies} />
          </p>
        )}
        <SubmitButton size="large" isWide>
          {t('submit')}
        </SubmitButton>
      </Form>
      <a href="/portal/sign-in">{t('back')}</a>
    </Panel>
  );
}
