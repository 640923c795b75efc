import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import type { Route } from './+types/custom-field-edit.page.ts';
import css from './choice-list.module.css';
import { fieldSwitches } from './custom-field.ts';
import { CustomFieldForm } from './custom-field-form.tsx';
import { findCustomField } from './find-custom-field.ts';
import { updateCustomField } from './update-custom-field.ts';

export const handle = { words: ['custom_fields'] };

const sent = ['label_en', 'label_ko', ...fieldSwitches] as const;

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'custom_fields.edit');
  return { field: await findCustomField(ctx, { id: readId(params.id) }) };
}

export async function action(args: Route.ActionArgs) {
  const given = await formValues(args, sent);
  await updateCustomField(pageContext(args.context), { ...given, id: readId(args.params.id) });
  return redirect('/settings/fields');
}

export default function EditCustomField({ loaderData: { field } }: Route.ComponentProps) {
  const t = useTranslations('custom_fields');
  const kinds = useTranslations('fields.kinds');
  const title = useFieldLabel()({ name: field.name, label: field.labels });
  return (
    <>
      <PageHeader
        title={title}
        subtitle={`${t(`records.${field.record}`)} · ${kinds(field.kind)}`}
        actions={
          <ButtonLink to={`/settings/fields/${field.id}/delete`} icon="trash">
            {t('delete')}
          </ButtonLink>
        }
        crumbs={[{ to: '/settings/fields', label: t('title') }]}
      />
      <CustomFieldForm field={field}>
        {field.kind === 'dropdown' && (
          <Card
            title={t('choices')}
            actions={
              <ButtonLink to={`/settings/fields/${field.id}/choices`} icon="edit" size="small">
                {t('edit_choices')}
              </ButtonLink>
            }
          >
            <p className={css.choices}>
              {field.choices.map((choice) => (
                <Badge key={choice}>{choice}</Badge>
              ))}
            </p>
          </Card>
        )}
      </CustomFieldForm>
    </>
  );
}
