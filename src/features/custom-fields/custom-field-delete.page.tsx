import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/custom-field-delete.page.ts';
import { countFieldValues } from './count-field-values.ts';
import { deleteCustomField } from './delete-custom-field.ts';
import { findCustomField } from './find-custom-field.ts';

export const handle = { words: ['custom_fields'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'custom_fields.edit');
  const field = await findCustomField(ctx, { id: readId(params.id) });
  return { field, values_count: await countFieldValues(ctx, field) };
}

export async function action({ context, params }: Route.ActionArgs) {
  const id = readId(params.id);
  await deleteCustomField(pageContext(context), { id });
  return redirect(`/settings/fields?deleted=${id}`);
}

export default function DeleteCustomField({ loaderData: { field, values_count } }: Route.ComponentProps) {
  const t = useTranslations('custom_fields');
  const name = useFieldLabel()({ name: field.name, label: field.labels });
  return (
    <>
      <PageHeader
        title={t('delete_title', { name })}
        crumbs={[
          { to: '/settings/fields', label: t('title') },
          { to: `/settings/fields/${field.id}`, label: name },
        ]}
      />
      <Page>
        <Form>
          <Notice tone={values_count > 0 ? 'warning' : 'info'}>
            {t(`delete_count.${field.record}`, { count: values_count })}
          </Notice>
          <FormActions>
            <SubmitButton kind="danger">{t('delete_confirm')}</SubmitButton>
            <ButtonLink to={`/settings/fields/${field.id}`}>{t('cancel')}</ButtonLink>
          </FormActions>
        </Form>
      </Page>
    </>
  );
}
