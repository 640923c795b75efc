import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { languageChoices } from '#platform/i18n/language-names.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/profile.page.ts';
import { cancelEmailChange } from './email-change/cancel-email-change.ts';
import { OwnAddresses } from './email-change/own-addresses.tsx';
import { findProfile } from './find-profile.ts';
import css from './portal.module.css';
import { updateProfile } from './update-profile.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { name, phone, mobile, language, emails, pending_email } = await findProfile(pageContext(context));
  const { searchParams } = new URL(request.url);
  return {
    name,
    phone,
    mobile,
    language,
    addresses: {
      emails: emails.map((one) => ({ ...one, shown: showEmailAddress(one.email).shown })),
      pending: pending_email && showEmailAddress(pending_email).shown,
      is_new: searchParams.has('asked'),
    },
    is_saved: searchParams.has('saved'),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { intent, ...given } = await formValues(args, ['intent', 'name', 'phone', 'mobile', 'language']);
  if (intent === 'cancel_email') {
    await cancelEmailChange(ctx);
    return redirect('/portal/profile', { status: 303 });
  }
  await updateProfile(ctx, given);
  return redirect('/portal/profile?saved', { status: 303 });
}

/** A customer's own name, telephone numbers, language and addresses. */
export default function Profile({ loaderData }: Route.ComponentProps) {
  const { name, phone, mobile, language, addresses, is_saved } = loaderData;
  const t = useTranslations('portal_access.profile');
  return (
    <div className={css.page}>
      <title>{t('title')}</title>
      <h1>{t('title')}</h1>
      {is_saved && <Notice tone="success">{t('saved')}</Notice>}
      <OwnAddresses {...addresses} />
      <Form intent="save">
        <TextField name="name" label={t('name')} defaultValue={name} autoComplete="name" size="large" isRequired />
        <TextField
          name="phone"
          type="tel"
          label={t('phone')}
          defaultValue={phone ?? ''}
          autoComplete="work tel"
          size="large"
        />
        <TextField
          name="mobile"
          type="tel"
          label={t('mobile')}
          defaultValue={mobile ?? ''}
          autoComplete="mobile tel"
          size="large"
        />
        <SelectField
          name="language"
          label={t('language')}
          hint={t('language_hint')}
          defaultValue={language ?? ''}
          emptyLabel={t('language_of_account')}
          size="large"
          choices={languageChoices}
        />
        <FormActions>
          <SubmitButton size="large">{t('save')}</SubmitButton>
          <ButtonLink to="/portal" size="large" reloadDocument>
            {t('back')}
          </ButtonLink>
        </FormActions>
      </Form>
    </div>
  );
}
