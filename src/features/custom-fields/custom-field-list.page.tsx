import { useTranslations } from 'use-intl';
import { companyFields } from '#features/companies/company.ts';
import { contactFields } from '#features/contacts/contact.ts';
import { allow } from '#platform/context.ts';
import type { Field } from '#platform/fields/field.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
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
import type { Route } from './+types/custom-field-list.page.ts';
import { type CustomisedRecord, customisedRecords } from './custom-field.ts';
import { DeletedFields } from './deleted-fields.tsx';
import { FieldList } from './field-list.tsx';
import { listCustomFields } from './list-custom-fields.ts';
import { listDeletedFields } from './list-deleted-fields.ts';
import { moveCustomField } from './move-custom-field.ts';
import { restoreCustomField } from './restore-custom-field.ts';

export const handle = { words: ['custom_fields'] };

const builtIn: Record<CustomisedRecord, readonly Field[]> = { contact: contactFields, company: companyFields };

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'custom_fields.edit');
  const [contact, company] = await Promise.all(customisedRecords.map((record) => listCustomFields(ctx, { record })));
  const deleted = await listDeletedFields(ctx);
  const asked = queryValues(new URL(request.url), ['deleted']).deleted;
  const just_deleted = deleted.find(({ id }) => String(id) === asked) ?? null;
  return { contact: contact!, company: company!, deleted, just_deleted };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { moved, restored } = await formValues(args, ['moved', 'restored']);
  if (restored) return { restored: await restoreCustomField(ctx, { id: readId(restored) }) };
  const [id, place] = (moved ?? '').split(':');
  await moveCustomField(ctx, { id: readId(id), place: Number(place) });
  return { restored: null };
}

export default function CustomFieldList({ loaderData, actionData }: Route.ComponentProps) {
  const t = useTranslations('custom_fields');
  const labelOf = useFieldLabel();
  const { deleted, just_deleted } = loaderData;
  const restored = actionData && 'restored' in actionData ? actionData.restored : null;
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Page layout="wide">
        {just_deleted && (
          <Notice
            tone="success"
            isNews
            actions={
              <Form layout="bare">
                <Button name="restored" value={just_deleted.id} icon="undo" size="small">
                  {t('undo')}
                </Button>
              </Form>
            }
          >
            {t('deleted', { name: labelOf({ name: just_deleted.name, label: just_deleted.labels }) })}
          </Notice>
        )}
        {restored && (
          <Notice tone={restored.is_no_longer_unique ? 'warning' : 'success'} isNews>
            {t(restored.is_no_longer_unique ? 'restored_not_unique' : 'restored')}
          </Notice>
        )}
        {customisedRecords.map((record) => (
          <Card
            key={record}
            title={t(`of.${record}`)}
            actions={
              <ButtonLink to={`/settings/fields/new/${record}`} icon="plus" size="small">
                {t('add')}
              </ButtonLink>
            }
          >
            <FieldList record={record} builtIn={builtIn[record]} fields={loaderData[record]} />
          </Card>
        ))}
        {deleted.length > 0 && <DeletedFields fields={deleted} />}
      </Page>
    </>
  );
}
