import { redirectDocument } from 'react-router';
import { useTranslations } from 'use-intl';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { languageChoices } from '#platform/i18n/language-names.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/profile.page.ts';
import { findOwnProfile } from './find-own-profile.ts';
import { updateOwnPassword } from './update-own-password.ts';
import { updateOwnProfile } from './update-own-profile.ts';

export const handle = { words: ['agents'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url);
  return { profile: await findOwnProfile(pageContext(context)), saved: searchParams.get('saved') };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const given = await formValues(args, ['name', 'language', 'old_password', 'password', 'intent', 'email']);
  const { old_password = '', password = '', name = '', language = '' } = given;
  if (given.intent === 'password') {
    const session = await updateOwnPassword(ctx, { old_password, password });
    const headers = { 'set-cookie': sessionCookie('console', session, new URL(args.request.url)) };
    return redirectDocument('/profile?saved=password', { headers });
  }
  await updateOwnProfile(ctx, { name, language });
  return redirectDocument('/profile?saved=profile');
}

export default function Profile({ loaderData: { profile, saved } }: Route.ComponentProps) {
  const t = useTranslations('agents.profile');
  const fields = useTranslations('agents.fields');
  const roles = useTranslations('agents.roles');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Page>
        {(saved === 'profile' || saved === 'password') && (
          <Notice tone="success" isNews>
            {t(`saved.${saved}`)}
          </Notice>
        )}
        <Card title={t('about')}>
          <KeyValueList
            entries={[
              { key: 'email', label: fields('email'), value: profile.email },
              { key: 'role', label: fields('role'), value: roles(profile.role) },
            ]}
          />
          <Form intent="profile">
            <TextField name="name" label={fields('name')} defaultValue={profile.name} autoComplete="name" isRequired />
            <SelectField
              name="language"
              label={fields('language')}
              hint={t('language_hint')}
              defaultValue={profile.language}
              choices={languageChoices}
            />
            <FormActions>
              <SubmitButton>{t('save')}</SubmitButton>
            </FormActions>
          </Form>
        </Card>
        <Card
          title={t('password')}
          actions={
            <ButtonLink to="/profile/security" size="small" icon="key" reloadDocument>
              {t('security')}
            </ButtonLink>
          }
        >
          <Form intent="password">
            <input type="hidden" name="email" value={profile.email} autoComplete="username" />
            <TextField
              name="old_password"
              type="password"
              label={t('old_password')}
              autoComplete="current-password"
              isRequired
            />
            <TextField
              name="password"
              type="password"
              label={t('new_password')}
              hint={t('password_hint')}
              autoComplete="new-password"
              isRequired
            />
            <FormActions>
              <SubmitButton kind="default">{t('change_password')}</SubmitButton>
            </FormActions>
          </Form>
        </Card>
      </Page>
    </>
  );
}
