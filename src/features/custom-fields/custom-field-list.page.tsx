import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { type Column, Table } from '#ui/table.tsx';
import type { Route } from './+types/custom-field-list.page.ts';
import { type CustomField, type CustomisedRecord, customisedRecords } from './custom-field.ts';
import { deleteCustomField } from './delete-custom-field.ts';
import { listCustomFields } from './list-custom-fields.ts';
import { restoreCustomField } from './restore-custom-field.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'custom_fields.edit');
  const [contact, company] = await Promise.all(customisedRecords.map((record) => listCustomFields(ctx, { record })));
  return { contact: contact!, company: company! };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { deleted, restored } = await formValues(args, ['deleted', 'restored']);
  if (restored) {
    await restoreCustomField(ctx, { id: readId(restored) });
    return { deleted: null };
  }
  await deleteCustomField(ctx, { id: readId(deleted) });
  return { deleted: readId(deleted) };
}

export default function CustomFieldList({ loaderData, actionData }: Route.ComponentProps) {
  const t = useTranslations('custom_fields');
  const deleted = actionData && 'deleted' in actionData ? actionData.deleted : null;
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Page layout="wide">
        {deleted !== null && (
          <Notice
            tone="success"
            isNews
            actions={
              <Form layout="bare">
                <Button name="restored" value={deleted} icon="undo" size="small">
                  {t('restore')}
                </Button>
              </Form>
            }
          >
            {t('deleted')}
          </Notice>
        )}
        {customisedRecords.map((record) => (
          <FieldsOf key={record} record={record} fields={loaderData[record]} />
        ))}
      </Page>
    </>
  );
}

function FieldsOf({ record, fields }: { record: CustomisedRecord; fields: readonly CustomField[] }) {
  const t = useTranslations('custom_fields');
  const labelOf = useFieldLabel();
  const titleOf = ({ name, labels }: CustomField) => labelOf({ name, label: labels });
  const columns = useColumns(titleOf);
  return (
    <Card
      title={t(`of.${record}`)}
      actions={
        <ButtonLink to={`/settings/fields/new/${record}`} icon="plus" size="small">
          {t('add')}
        </ButtonLink>
      }
    >
      {fields.length === 0 ? (
        <p>{t(`none_of.${record}`)}</p>
      ) : (
        <Table
          caption={t(`of.${record}`)}
          columns={columns}
          rows={fields}
          idOf={({ id }) => id}
          nameOf={titleOf}
          pathOf={({ id }) => `/settings/fields/${id}`}
          actionsOf={({ id }) => (
            <Form layout="bare">
              <Button name="deleted" value={id} size="small" icon="trash">
                {t('delete')}
              </Button>
            </Form>
          )}
        />
      )}
    </Card>
  );
}

function useColumns(titleOf: (field: CustomField) => string): [Column<CustomField>, ...Column<CustomField>[]] {
  const t = useTranslations('custom_fields');
  const kinds = useTranslations('fields.kinds');
  const yes = useTranslations('ui.field');
  return [
    { key: 'label', header: t('label'), cell: titleOf, width: 'wide' },
    { key: 'kind', header: t('fields.kind'), cell: ({ kind }) => kinds(kind) },
    { key: 'name', header: t('name'), cell: ({ name }) => <code>{name}</code>, isHiddenOnPhone: true },
    {
      key: 'required',
      header: t('required'),
      cell: ({ is_required_for_agents }) => (is_required_for_agents ? yes('yes') : ''),
    },
    {
      key: 'shown',
      header: t('shown'),
      cell: ({ is_shown_to_customers }) => (is_shown_to_customers ? yes('yes') : ''),
    },
  ];
}
