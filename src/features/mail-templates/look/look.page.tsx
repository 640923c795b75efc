import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { updateAccount } from '#features/accounts/update-account.ts';
import { allow } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Card } from '#ui/card.tsx';
import { Field } from '#ui/field.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/look.page.ts';
import { ColorField } from './color-field.tsx';
import { logoBytes, logoPath, logoTypes } from './logo.ts';
import css from './look.module.css';
import { takeLogo } from './take-logo.ts';
import { updateLogo } from './update-logo.ts';

export const handle = { words: ['mail_templates'] };

const megabytes = logoBytes / 1024 ** 2;

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'settings.edit');
  const { name, accent_color, logo_key } = await findAccount(ctx);
  const is_saved = new URL(request.url).searchParams.has('saved');
  return { name, accent_color, logo_url: logoPath(logo_key), is_saved };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  allow(ctx, 'settings.edit');
  const { logo, rest } = await takeLogo(args);
  const { intent, accent_color } = await formValues(rest, ['intent', 'accent_color']);
  if (intent === 'remove') await updateLogo(ctx, { logo: null });
  else {
    await updateAccount(ctx, { accent_color: accent_color ?? '' });
    if (logo) await updateLogo(ctx, { logo });
  }
  return redirect('/settings/look?saved');
}

/** Logo and colour of the mails and of the portal. */
export default function Look({ loaderData: { name, accent_color, logo_url, is_saved } }: Route.ComponentProps) {
  const t = useTranslations('mail_templates.look');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Page>
        {is_saved && (
          <Notice tone="success" isNews>
            {t('saved')}
          </Notice>
        )}
        <Card title={t('brand')}>
          {logo_url && (
            <div className={css.logo}>
              <img src={logo_url} alt={name} />
              <Form intent="remove" layout="bare">
                <SubmitButton kind="default" size="small" icon="trash">
                  {t('remove_logo')}
                </SubmitButton>
              </Form>
            </div>
          )}
          <Form intent="save" encType="multipart/form-data">
            <Field name="logo" label={t('logo')} hint={t('logo_hint', { megabytes })}>
              {({ typed, required, ...wiring }) => <input type="file" name="logo" accept={logoTypes} {...wiring} />}
            </Field>
            <ColorField color={accent_color} />
            <FormActions>
              <SubmitButton>{t('save')}</SubmitButton>
            </FormActions>
          </Form>
        </Card>
      </Page>
    </>
  );
}
