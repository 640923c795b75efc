import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { findContact } from '#features/contacts/find-contact.ts';
import { allow } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/photo.page.ts';
import { deletePhoto } from './delete-photo.ts';
import { PhotoField } from './photo-field.tsx';
import { takePhoto } from './take-photo.ts';
import { updatePhoto } from './update-photo.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'contacts.edit');
  const { id, name, photo_key } = await findContact(ctx, { id: readId(params.id) });
  return { contact: { id, name, photo_key } };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  allow(ctx, 'contacts.edit');
  const { id: contact_id } = await findContact(ctx, { id: readId(args.params.id) });
  const { photo, rest } = await takePhoto(args);
  const { intent } = await formValues(rest, ['intent']);
  if (intent === 'remove') {
    await deletePhoto(ctx, { contact_id });
    return redirect(`/contacts/${contact_id}?done=photo_removed`);
  }
  if (!photo) throw new Failure('invalid', 'platform.required', { field: 'photo' });
  const { is_replaced } = await updatePhoto(ctx, { contact_id, photo });
  return redirect(`/contacts/${contact_id}${is_replaced ? '?done=photo_changed' : ''}`);
}

export default function ContactPhoto({ loaderData: { contact } }: Route.ComponentProps) {
  const t = useTranslations('contacts');
  const crumbs = [
    { to: '/contacts', label: t('title') },
    { to: `/contacts/${contact.id}`, label: contact.name },
  ];
  return (
    <>
      <PageHeader title={t('photo.title')} crumbs={crumbs} />
      <Page>
        <Form intent="change" encType="multipart/form-data">
          <PhotoField contact={contact} />
          <FormActions>
            <SubmitButton>{t('save')}</SubmitButton>
            <ButtonLink to={`/contacts/${contact.id}`}>{t('cancel')}</ButtonLink>
          </FormActions>
        </Form>
        {contact.photo_key && (
          <Form intent="remove" layout="bare">
            <SubmitButton kind="danger" icon="trash">
              {t('photo.remove')}
            </SubmitButton>
          </Form>
        )}
      </Page>
    </>
  );
}
