import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import type { Route } from './+types/custom-field-choices.page.ts';
import { ChoiceConfirmation } from './choice-confirmation.tsx';
import { ChoiceList } from './choice-list.tsx';
import { editsOfForm, fatesOfForm } from './choices-of-form.ts';
import { listChoices } from './list-choices.ts';
import { previewChoices } from './preview-choices.ts';
import { updateChoices } from './update-choices.ts';

export const handle = { words: ['custom_fields'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'custom_fields.edit');
  return listChoices(ctx, { id: readId(params.id) });
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const id = readId(args.params.id);
  const lists = ['former', 'choice', 'fate_of', 'fate'] as const;
  const { act, added, confirmed, ...given } = await formValues(args, ['act', 'added', 'confirmed'], lists);
  const edits = editsOfForm(given, { act, added });
  if (act) return { draft: edits, preview: null };
  const preview = await previewChoices(ctx, { id, edits });
  const isAsked = preview.renamed.length + preview.removed.length > 0;
  if (isAsked && !confirmed) return { draft: edits, preview };
  await updateChoices(ctx, { id, edits, fates: fatesOfForm(given) });
  return redirect(`/settings/fields/${id}`);
}

export default function EditChoices({ loaderData, actionData }: Route.ComponentProps) {
  const t = useTranslations('custom_fields');
  const { field, counts, is_moving } = loaderData;
  const { draft = null, preview = null } = actionData && 'draft' in actionData ? actionData : {};
  const name = useFieldLabel()({ name: field.name, label: field.labels });
  return (
    <>
      <PageHeader
        title={t('choices_of', { name })}
        crumbs={[
          { to: '/settings/fields', label: t('title') },
          { to: `/settings/fields/${field.id}`, label: name },
        ]}
      />
      <Page>
        {is_moving && <Notice tone="info">{t('choices_moving')}</Notice>}
        {preview ? (
          <ChoiceConfirmation field={field} preview={preview} />
        ) : (
          <ChoiceList key={JSON.stringify(draft)} field={field} counts={counts} draft={draft} />
        )}
      </Page>
    </>
  );
}
