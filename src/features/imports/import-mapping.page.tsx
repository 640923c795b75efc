import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Field } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import type { Right } from '#platform/rights.ts';
import { delimiters, encodings } from '#platform/tables/table.ts';
import { Button } from '#ui/button.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { useIntent } from '#ui/use-intent.ts';
import type { Route } from './+types/import-mapping.page.ts';
import { checkImport } from './check-import.ts';
import { findImport } from './find-import.ts';
import { FormatForm } from './format-form.tsx';
import { mayStillChange } from './import.ts';
import css from './import-mapping.module.css';
import { reasonToLeaveOut } from './left-out-columns.ts';
import { listImportFields } from './list-import-fields.ts';
import { mappingOfForm, placesOfNewFields } from './mapping-of-form.ts';
import { MappingTable } from './mapping-table.tsx';
import { refOf, rulesOf } from './plan-import.ts';
import { ProposedFields } from './proposed-fields.tsx';
import { RequiredFields } from './required-fields.tsx';
import { UnreadableList } from './unreadable-list.tsx';
import { updateFormat } from './update-format.ts';
import { updateMapping } from './update-mapping.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const id = readId(params.id);
  const found = await findImport(ctx, { id });
  if (!mayStillChange(found.state)) throw redirect(`/imports/${id}`);
  const { fields } = await listImportFields(ctx);
  const { file_name, format, inspection, columns, can_create_companies, can_match_by_phone, has_invitations } = found;
  const { caller } = ctx;
  const holds = (right: Right) => caller.kind === 'agent' && caller.rights.has(right);
  return {
    id,
    file_name,
    format,
    sheets: inspection.sheets ?? [],
    encodings,
    delimiters,
    columns: columns.map((column, position) => ({
      ...column,
      samples: inspection.samples[position] ?? [],
      left_out_as: reasonToLeaveOut(column.header),
    })),
    lines: inspection.first_lines ?? [],
    problems: inspection.problems.map(({ code, values }) => failureSentence(ctx.t, code, values)),
    fields: fields.map((field) => choiceOf(field, (one) => labelOf(one, caller.locale, ctx.t))),
    choices: { can_create_companies, can_match_by_phone, has_invitations },
    can_create_fields: holds('custom_fields.edit'),
    can_invite: holds('contacts.bulk'),
  };
}

function choiceOf(field: Field, label: (field: Field) => string) {
  return {
    ref: refOf(field),
    label: label(field),
    is_custom: field.custom_field_id !== undefined,
    is_required: field.custom_field_id !== undefined && field.is_required === true,
    rules: rulesOf(field).filter((rule) => rule !== 'skip'),
  };
}

const sent = [
  'intent',
  'can_create_companies',
  'can_match_by_phone',
  'has_invitations',
  'encoding',
  'delimiter',
  'sheet',
  'header_row',
] as const;

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const id = readId(args.params.id);
  const sentValues = await formValues(args, sent, ['field', 'rule', 'reading', 'position']);
  const { intent, encoding, delimiter, sheet, header_row, field, rule, reading, position, ...ticks } = sentValues;
  const mapping = { field, rule, reading, position };
  if (intent === 'read_again') {
    await updateFormat(ctx, {
      id,
      encoding,
      delimiter,
      sheet,
      header_row: header_row ? Number(header_row) : undefined,
    });
    return redirect(`/imports/${id}/mapping`);
  }
  const { fields } = await listImportFields(ctx);
  await updateMapping(ctx, {
    id,
    columns: mappingOfForm(mapping, fields),
    can_create_companies: ticks.can_create_companies !== undefined,
    can_match_by_phone: ticks.can_match_by_phone !== undefined,
    has_invitations: ticks.has_invitations !== undefined,
    creates_fields: intent === 'create_fields' || placesOfNewFields(mapping),
  });
  if (intent === 'create_fields') return redirect(`/imports/${id}/mapping`);
  await checkImport(ctx, { id });
  return redirect(`/imports/${id}`);
}

export default function ImportMapping({ loaderData }: Route.ComponentProps) {
  const {
    id,
    file_name,
    format,
    sheets,
    encodings,
    delimiters,
    lines,
    problems,
    columns,
    fields,
    choices,
    can_create_fields,
    can_invite,
  } = loaderData;
  const t = useTranslations('imports.mapping');
  const all = useTranslations('imports');
  const { isSending } = useIntent();
  const reading = { format, sheets, encodings, delimiters, lines, problems };
  const hasCompany = columns.some(({ field }) => field === 'company');
  if (problems.length > 0) return <UnreadableList {...reading} fileName={file_name} />;
  return (
    <>
      <PageHeader
        title={t('title')}
        beside={<span className={css.file}>{file_name}</span>}
        subtitle={t('subtitle')}
        crumbs={[{ to: '/imports', label: all('title') }]}
      />
      <Page layout="wide">
        <FormatForm key={JSON.stringify(format)} {...reading} />
        <Form layout="bare" key={`${id} ${columns.map(({ field }) => field).join()}`}>
          <ProposedFields
            proposals={columns.filter(({ field }) => field === null).flatMap(({ proposal }) => proposal ?? [])}
            canCreate={can_create_fields}
          />
          <RequiredFields
            required={fields.filter(({ is_required }) => is_required)}
            chosen={columns.flatMap(({ field }) => field ?? [])}
          />
          <MappingTable columns={columns} fields={fields} canCreateFields={can_create_fields} />
          <div className={css.ticks}>
            <Checkbox
              name="can_create_companies"
              label={t('create_companies')}
              hint={hasCompany ? t('create_companies_hint') : t('no_company_column')}
              defaultChecked={choices.can_create_companies}
            />
            <Checkbox
              name="can_match_by_phone"
              label={t('match_by_phone')}
              hint={t('match_by_phone_hint')}
              defaultChecked={choices.can_match_by_phone}
            />
            {can_invite && (
              <Checkbox
                name="has_invitations"
                label={t('invite')}
                hint={t('invite_hint')}
                defaultChecked={choices.has_invitations}
              />
            )}
          </div>
          <div className={css.go}>
            <Button name="intent" value="check" kind="primary" size="large" isBusy={isSending('check')}>
              {t('check')}
            </Button>
            <p>{t('check_hint')}</p>
          </div>
        </Form>
      </Page>
    </>
  );
}
