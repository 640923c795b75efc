import { useTranslations } from 'use-intl';
import { BackLink } from '#features/bulk-actions/back-link.tsx';
import { HiddenFields } from '#features/bulk-actions/hidden-fields.tsx';
import {
  readSelection,
  selectionLists,
  selectionNames,
  writeSelection,
} from '#features/bulk-actions/read-selection.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { pathOfContacts } from '#features/contacts/list/path-of-contacts.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Card } from '#ui/card.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/contacts-export.page.ts';
import css from './contacts-export.module.css';
import { previewExport } from './preview-export.ts';

export const handle = { words: ['bulk_actions', 'exports'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const chosen = queryValues(new URL(request.url), selectionNames, selectionLists);
  const { row_count, columns } = await previewExport(pageContext(context), { selection: readSelection(chosen) });
  return {
    row_count,
    columns: columns.map(({ key, header, field }) => ({ key, header, isState: field === undefined })),
    fields: writeSelection(chosen),
    back_to: pathOfContacts(readContactFilter(chosen)),
  };
}

/** Which columns a file of contacts has, and what becomes of it; one button downloads it. */
export default function ContactsExport({ loaderData: { row_count, columns, fields, back_to } }: Route.ComponentProps) {
  const t = useTranslations('exports');
  const contacts = useTranslations('contacts');
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[{ to: '/contacts', label: contacts('title') }]}
        subtitle={t('count', { count: row_count })}
      />
      <Page>
        <Form action="/contacts/export.csv" reloadDocument>
          <HiddenFields fields={fields} />
          <Card title={t('fields')}>
            <p>{t('fields_hint')}</p>
            <Columns columns={columns.filter(({ isState }) => !isState)} />
          </Card>
          <Card title={t('states_title')}>
            <p>{t('states_hint')}</p>
            <Columns columns={columns.filter(({ isState }) => isState)} />
          </Card>
          <Card title={t('file')}>
            <p>{t('file_hint')}</p>
            <p>{t('logged')}</p>
            <FormActions>
              {row_count > 0 && <SubmitButton icon="download">{t('download', { count: row_count })}</SubmitButton>}
              <BackLink to={back_to} />
            </FormActions>
          </Card>
        </Form>
      </Page>
    </>
  );
}

function Columns({ columns }: { columns: { key: string; header: string }[] }) {
  return (
    <div className={css.ticks}>
      {columns.map(({ key, header }) => (
        <Checkbox key={key} name={`column.${key}`} label={header} defaultChecked />
      ))}
    </div>
  );
}
