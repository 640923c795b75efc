import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
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
import { findProfile } from './find-profile.ts';
import css from './portal.module.css';
import { updateProfile } from './update-profile.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { name, phone, mobile, language } = await findProfile(pageContext(context));
  return { name, phone, mobile, language, is_saved: new URL(request.url).searchParams.has('saved') };
}

export async function action(args: Route.ActionArgs) {
  const given = await formValues(args, ['name', 'phone', 'mobile', 'language']);
  await updateProfile(pageContext(args.context), given);
  return redirect('/portal/profile?saved', { status: 303 });
}

/** A customer's own name, telephone numbers and language. */
export default function Profile({ loaderData: { name, phone, mobile, language, is_saved } }: Route.ComponentProps) {
  const t = useTranslations('portal_access.profile');
  return (
    <div className={css.page}>
      <title>{t('title')}</title>
      <h1>{t('title')}</h1>
      {is_saved && <Notice tone="success">{t('saved')}</Notice>}
      <Form>
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
