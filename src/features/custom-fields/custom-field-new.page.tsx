import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/custom-field-new.page.ts';
import { createCustomField } from './create-custom-field.ts';
import { type CustomisedRecord, type CustomKind, fieldSwitches } from './custom-field.ts';
import { CustomFieldForm } from './custom-field-form.tsx';

export const handle = { words: ['custom_fields'] };

const sent = ['label_en', 'label_ko', 'kind', 'choices', ...fieldSwitches] as const;

export function loader({ context, params }: Route.LoaderArgs) {
  allow(pageContext(context), 'custom_fields.edit');
  return { record: params.record === 'company' ? ('company' as const) : ('contact' as const) };
}

export async function action(args: Route.ActionArgs) {
  const { kind = 'text', ...given } = await formValues(args, sent);
  const record = args.params.record as CustomisedRecord;
  await createCustomField(pageContext(args.context), { ...given, record, kind: kind as CustomKind });
  return redirect('/settings/fields');
}

export default function NewCustomField({ loaderData: { record } }: Route.ComponentProps) {
  const t = useTranslations('custom_fields');
  return (
    <>
      <PageHeader title={t(`new_of.${record}`)} crumbs={[{ to: '/settings/fields', label: t('title') }]} />
      <CustomFieldForm />
    </>
  );
}
