import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { tellingAddress } from '#features/portal-access/telling-address.ts';
import { allow } from '#platform/context.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { touchedFormValues } from '#platform/http/record-form-values.ts';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/contact-edit.page.ts';
import { contactFields } from './contact.ts';
import { ContactForm } from './contact-form.tsx';
import { contactValues } from './contact-values.ts';
import { findViewedContact } from './find-viewed-contact.ts';
import { takePhoto } from './photo/take-photo.ts';
import { updatePhoto } from './photo/update-photo.ts';
import { updateContact } from './update-contact.ts';

export const handle = { words: ['custom_fields'] };

/** The tick beside the fields: it is no field of a contact. */
const quietField = { name: 'is_quiet', kind: 'text', label: 'contacts.quiet' } as const;

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const contact = await findViewedContact(ctx, { id: readId(params.id) });
  if (contact.deleted_at) throw redirect(`/contacts/${contact.id}`);
  const custom = await listCustomFields(ctx, { record: 'contact' });
  return { contact, custom_fields: custom.map(fieldOfCustomField) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const id = readId(args.params.id);
  allow(ctx, 'contacts.edit');
  const { photo, rest } = await takePhoto(args);
  const custom = (await listCustomFields(ctx, { record: 'contact' })).map(fieldOfCustomField);
  const { given, seen } = await touchedFormValues(rest, { builtIn: [...contactFields, quietField], custom });
  const { is_quiet, ...changed } = given;
  await tellingAddress(ctx, { contact_id: id, is_quiet: is_quiet !== undefined }, (ctx) =>
    updateContact(ctx, { ...changed, id }, { seen }),
  );
  const { is_replaced } = photo ? await updatePhoto(ctx, { contact_id: id, photo }) : { is_replaced: false };
  return redirect(`/contacts/${id}${is_replaced ? '?done=photo_changed' : ''}`);
}

export default function EditContact({ loaderData: { contact, custom_fields } }: Route.ComponentProps) {
  const t = useTranslations('contacts');
  const crumbs = [
    { to: '/contacts', label: t('title') },
    { to: `/contacts/${contact.id}`, label: contact.name },
  ];
  return (
    <>
      <PageHeader title={t('edit')} crumbs={crumbs} />
      <Page>
        <ContactForm
          contact={contact}
          customFields={custom_fields}
          values={contactValues(contact)}
          customValues={contact.custom_fields}
          cancelTo={`/contacts/${contact.id}`}
        />
      </Page>
    </>
  );
}
