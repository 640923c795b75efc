import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { allow } from '#platform/context.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { recordFormValues } from '#platform/http/record-form-values.ts';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/contact-new.page.ts';
import { contactFields } from './contact.ts';
import { ContactForm } from './contact-form.tsx';
import { createContact } from './create-contact.ts';
import { takePhoto } from './photo/take-photo.ts';
import { updatePhoto } from './photo/update-photo.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const custom = await listCustomFields(pageContext(context), { record: 'contact' });
  return { custom_fields: custom.map(fieldOfCustomField) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  allow(ctx, 'contacts.edit');
  const { photo, rest } = await takePhoto(args);
  const custom = (await listCustomFields(ctx, { record: 'contact' })).map(fieldOfCustomField);
  const { id } = await createContact(ctx, await recordFormValues(rest, { builtIn: contactFields, custom }));
  if (photo) await updatePhoto(ctx, { contact_id: id, photo });
  return redirect(`/contacts/${id}`);
}

export default function NewContact({ loaderData: { custom_fields } }: Route.ComponentProps) {
  const t = useTranslations('contacts');
  return (
    <>
      <PageHeader title={t('new')} crumbs={[{ to: '/contacts', label: t('title') }]} />
      <Page>
        <ContactForm customFields={custom_fields} cancelTo="/contacts" />
      </Page>
    </>
  );
}
