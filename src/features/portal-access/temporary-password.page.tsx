import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findContact } from '#features/contacts/find-contact.ts';
import { allow } from '#platform/context.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/temporary-password.page.ts';
import { createTemporaryPassword } from './create-temporary-password.ts';
import { temporaryHours } from './portal-access.ts';
import { suggestPassword } from './suggest-password.ts';

export const handle = { words: ['passwords'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'contacts.password');
  const { id, name, email, deleted_at } = await findContact(ctx, { id: readId(params.id) });
  if (deleted_at) throw redirect(`/contacts/${id}`);
  return {
    id,
    name,
    email: email && showEmailAddress(email).shown,
    suggested: suggestPassword(),
    hours: temporaryHours,
  };
}

export async function action(args: Route.ActionArgs) {
  const { password = '' } = await formValues(args, ['password']);
  await createTemporaryPassword(pageContext(args.context), { contact_id: readId(args.params.id), password });
  return { is_set: true };
}

/** A password to be told by telephone, for whom no mail reaches; it is shown while it is typed and never again. */
export default function TemporaryPassword({ loaderData, actionData }: Route.ComponentProps) {
  const { id, name, email, suggested, hours } = loaderData;
  const t = useTranslations('passwords');
  const contacts = useTranslations('contacts');
  const isSet = actionData !== undefined && 'is_set' in actionData;
  const back = `/contacts/${id}`;
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[
          { to: '/contacts', label: contacts('title') },
          { to: back, label: name },
        ]}
      />
      <Page>
        {isSet && (
          <Notice tone="success" title={t('set')} isNews actions={<ButtonLink to={back}>{t('back')}</ButtonLink>}>
            {t('set_hint', { name, email: email ?? '' })}
          </Notice>
        )}
        {!isSet && email === null && (
          <Notice tone="warning" title={t('no_address')} actions={<ButtonLink to={back}>{t('back')}</ButtonLink>}>
            {t('no_address_hint')}
          </Notice>
        )}
        {!isSet && email !== null && (
          <Card title={t('for', { name })}>
            <p>{t('once', { email, hours })}</p>
            <p>{t('what_ends')}</p>
            <Form labels={{ password: t('password') }}>
              <TextField
                name="password"
                label={t('password')}
                hint={t('hint')}
                defaultValue={suggested}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                isRequired
              />
              <FormActions>
                <SubmitButton icon="key">{t('submit')}</SubmitButton>
                <ButtonLink to={back}>{t('cancel')}</ButtonLink>
              </FormActions>
            </Form>
          </Card>
        )}
      </Page>
    </>
  );
}
