import { redirect, type ShouldRevalidateFunctionArgs } from 'react-router';
import { useTranslations } from 'use-intl';
import { cancelImport } from '#features/imports/cancel-import.ts';
import { checkImport } from '#features/imports/check-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { mayStillChange } from '#features/imports/import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import { suffixOf } from '#features/imports/suffix-of.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import type { Right } from '#platform/rights.ts';
import { delimiters, encodings } from '#platform/tables/table.ts';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { useIntent } from '#ui/use-intent.ts';
import type { Route } from './+types/import-mapping.page.ts';
import { checkSampleRows } from './check-sample-rows.ts';
import { FormatForm } from './format-form.tsx';
import css from './import-mapping.module.css';
import { ImportOptions } from './import-options.tsx';
import { looksLikeCompanies } from './looks-like-companies.ts';
import { listFieldChoices, mappedColumns } from './mapping-choices.ts';
import { mappingOfForm, placesOfNewFields } from './mapping-of-form.ts';
import { MappingPreview } from './mapping-preview.tsx';
import { MappingTable } from './mapping-table.tsx';
import { ProposedFields } from './proposed-fields.tsx';
import { RecordChoice } from './record-choice.tsx';
import { RememberedMapping } from './remembered-mapping.tsx';
import { RequiredFields } from './required-fields.tsx';
import { UnreadableList } from './unreadable-list.tsx';
import { updateFormat } from './update-format.ts';
import { updateMapping } from './update-mapping.ts';
import { previewIntent, usePreview } from './use-preview.ts';

export const handle = { words: ['imports'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const id = readId(params.id);
  const found = await findImport(ctx, { id });
  if (!mayStillChange(found.state)) throw redirect(`/imports/${id}`);
  const { record, file_name, format, inspection, progress } = found;
  const { can_create_companies, can_match_by_phone, has_invitations, resident_number_reason } = found;
  const { caller } = ctx;
  const holds = (right: Right) => caller.kind === 'agent' && caller.rights.has(right);
  const preview = await checkSampleRows(ctx, found);
  const warned = progress.check?.warned_by_code ?? {};
  return {
    id,
    record,
    looks_like_company: record === 'contact' && looksLikeCompanies(inspection.headers, found.columns),
    file_name,
    upload_id: found.upload_id,
    format,
    sheets: inspection.sheets ?? [],
    encodings,
    delimiters,
    lines: inspection.first_lines ?? [],
    problems: inspection.problems.map(({ code, values }) => failureSentence(ctx.t, code, values)),
    columns: mappedColumns(found),
    ...(await listFieldChoices(ctx, found)),
    remembered: inspection.remembered ?? null,
    preview,
    choices: { can_create_companies, can_match_by_phone, has_invitations, resident_number_reason },
    can_create_fields: holds('custom_fields.edit'),
    can_invite: record === 'contact' && holds('contacts.bulk'),
    can_keep_resident_numbers: holds('imports.keep_resident_numbers'),
    has_resident_numbers: preview.has_resident_numbers || 'imports.resident_number' in warned,
  };
}

/** Choices that are only being looked at change nothing that the loader has read. */
export function shouldRevalidate({ formData, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return formData?.get('intent') === previewIntent ? false : defaultShouldRevalidate;
}

const sent = [
  'intent',
  'can_create_companies',
  'can_match_by_phone',
  'has_invitations',
  'resident_number_reason',
  'encoding',
  'delimiter',
  'sheet',
  'header_row',
] as const;

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const id = readId(args.params.id);
  const { intent, ...values } = await formValues(args, sent, ['field', 'rule', 'reading', 'position']);
  const { encoding, delimiter, sheet, header_row, resident_number_reason, ...rest } = values;
  const { field, rule, reading, position, ...ticks } = rest;
  if (intent === 'read_again' || intent === 'guess_again' || intent === 'take_as_other') {
    const { format, record } = await findImport(ctx, { id });
    const isOther = intent === 'take_as_other';
    await updateFormat(ctx, {
      id,
      ...(isOther && { record: record === 'contact' ? 'company' : 'contact' }),
      ...(isOther || intent === 'guess_again' ? { ...format, is_guessed_anew: true } : {}),
      ...(encoding && { encoding }),
      ...(delimiter && { delimiter }),
      ...(sheet && { sheet }),
      ...(header_row && { header_row: Number(header_row) }),
    });
    return redirect(`/imports/${id}/mapping`);
  }
  const { record, upload_id } = await findImport(ctx, { id });
  if (intent === 'discard') {
    await cancelImport(ctx, { id });
    return redirect(upload_id === null ? '/imports' : `/imports/uploads/${upload_id}`);
  }
  const { fields } = await listImportFields(ctx, { record });
  const mapping = { field, rule, reading, position };
  const columns = mappingOfForm(mapping, fields);
  const chosen = {
    can_create_companies: ticks.can_create_companies !== undefined,
    can_match_by_phone: ticks.can_match_by_phone !== undefined,
    has_invitations: ticks.has_invitations !== undefined,
    ...(resident_number_reason !== undefined && { resident_number_reason: resident_number_reason.trim() || null }),
  };
  if (intent === previewIntent) {
    const found = { ...(await findImport(ctx, { id })), ...chosen };
    const preview = await checkSampleRows(ctx, found, columns);
    return { preview, columns: mappedColumns(found, columns), choices: chosen };
  }
  await updateMapping(ctx, {
    id,
    columns,
    ...chosen,
    creates_fields: intent === 'create_fields' || placesOfNewFields(mapping),
  });
  if (intent === 'create_fields') return redirect(`/imports/${id}/mapping`);
  await checkImport(ctx, { id });
  return redirect(`/imports/${id}`);
}

export default function ImportMapping({ loaderData, actionData }: Route.ComponentProps) {
  const { id, record, file_name, upload_id, format, fields, remembered, problems, can_create_fields } = loaderData;
  const { sheets, encodings, delimiters, lines } = loaderData;
  // Without script a preview is a page of its own, on which the choices stand as they were sent.
  const looked = actionData && 'preview' in actionData ? actionData : null;
  const columns = looked?.columns ?? loaderData.columns;
  const choices = { ...loaderData.choices, ...looked?.choices };
  const { preview, onChange } = usePreview(looked?.preview ?? loaderData.preview);
  const t = useTranslations('imports.mapping');
  const all = useTranslations('imports');
  const { isSending } = useIntent();
  const proposals = columns.flatMap(({ field, proposal }) => (field === null && proposal ? [proposal] : []));
  const meant = columns.map(({ field, rule, reading }) => ({ field, rule, reading }));
  const howRead = { format, sheets, encodings, delimiters, lines, problems };
  if (problems.length > 0) return <UnreadableList {...howRead} fileName={file_name} />;
  return (
    <>
      <PageHeader
        title={t('title')}
        beside={<span className={css.file}>{file_name}</span>}
        subtitle={t(`subtitle${suffixOf(record)}`)}
        crumbs={[
          { to: '/imports', label: all('title') },
          ...(upload_id === null ? [] : [{ to: `/imports/uploads/${upload_id}`, label: all('together.files') }]),
        ]}
      />
      <Page layout="wide">
        <div>
          <FormatForm key={JSON.stringify(format)} {...howRead} />
          <RecordChoice record={record} looksLikeCompany={loaderData.looks_like_company} />
          {remembered && <RememberedMapping {...remembered} />}
        </div>
        <Form layout="bare" key={`${id} ${JSON.stringify(meant)}`} onChange={onChange}>
          <ProposedFields proposals={proposals.filter(({ is_quiet }) => !is_quiet)} canCreate={can_create_fields} />
          <RequiredFields
            record={record}
            required={fields.filter(({ is_required }) => is_required)}
            chosen={columns.flatMap(({ field }) => field ?? [])}
          />
          <MappingTable
            record={record}
            columns={columns}
            fields={fields}
            hints={preview.hints}
            countryOrder={loaderData.country_order}
            canCreateFields={can_create_fields}
          />
          <ImportOptions
            record={record}
            choices={choices}
            hasCompany={columns.some(({ field }) => field === (record === 'contact' ? 'company' : 'parent_company'))}
            canInvite={loaderData.can_invite}
            hasResidentNumbers={loaderData.has_resident_numbers}
            canKeepResidentNumbers={loaderData.can_keep_resident_numbers}
          />
          <div className={css.dock}>
            <MappingPreview {...preview} />
            <div className={css.go}>
              <Button name="intent" value="check" kind="primary" isBusy={isSending('check')}>
                {t('check')}
              </Button>
              <noscript>
                <Button name="intent" value={previewIntent}>
                  {t('preview')}
                </Button>
              </noscript>
              <p>{t('check_hint')}</p>
              <Button name="intent" value="discard" kind="quiet" isBusy={isSending('discard')}>
                {all('check.discard')}
              </Button>
            </div>
          </div>
        </Form>
      </Page>
    </>
  );
}
