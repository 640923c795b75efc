import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { allow, isAllowed } from '#platform/context.ts';
import { queryValues } from '#platform/http/form-values.ts';
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

export const handle = { words: ['custom_fields'] };

/** Asked for where somebody who was deleted for ever is to be added again. */
const erasedReason = { name: 'erased_reason', kind: 'text', label: 'contacts.erased_reason' } as const;

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const custom = await listCustomFields(ctx, { record: 'contact' });
  const { company } = queryValues(new URL(request.url), ['company']);
  return {
    custom_fields: custom.map(fieldOfCustomField),
    can_add_erased: isAllowed(ctx, 'contacts.erase'),
    company: company ?? null,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  allow(ctx, 'contacts.edit');
  const { photo, rest } = await takePhoto(args);
  const custom = (await listCustomFields(ctx, { record: 'contact' })).map(fieldOfCustomField);
  const builtIn = [...contactFields, erasedReason];
  const { erased_reason, ...given } = await recordFormValues(rest, { builtIn, custom });
  const reason = typeof erased_reason === 'string' ? erased_reason.trim() : '';
  const { id } = await createContact(ctx, given, 'agent', { erased_reason: reason || null });
  if (photo) await updatePhoto(ctx, { contact_id: id, photo });
  return redirect(`/contacts/${id}`);
}

export default function NewContact({ loaderData: { custom_fields, can_add_erased, company } }: Route.ComponentProps) {
  const t = useTranslations('contacts');
  return (
    <>
      <PageHeader title={t('new')} crumbs={[{ to: '/contacts', label: t('title') }]} />
      <Page>
        <ContactForm
          customFields={custom_fields}
          values={{ company }}
          cancelTo="/contacts"
          canAddErased={can_add_erased}
        />
      </Page>
    </>
  );
}
