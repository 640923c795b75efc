import { redirect } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/bulk-action-new.page.ts';
import { ExampleMail } from './example-mail.tsx';
import { type BulkActionPreview, previewBulkAction } from './preview-bulk-action.ts';
import { readSelection, selectionLists, selectionNames, writeSelection } from './read-selection.ts';
import { startBulkAction } from './start-bulk-action.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const given = queryValues(new URL(request.url), selectionNames, selectionLists);
  const preview = await previewBulkAction(pageContext(context), { selection: readSelection(given) });
  return { preview, fields: writeSelection(given) };
}

export async function action(args: Route.ActionArgs) {
  const given = await formValues(args, selectionNames, selectionLists);
  const { id } = await startBulkAction(pageContext(args.context), { act: 'invite', selection: readSelection(given) });
  return redirect(`/bulk-actions/${id}`);
}

/** What a bulk invitation would do, before anything is sent; one button. */
export default function BulkActionNew({ loaderData: { preview, fields } }: Route.ComponentProps) {
  const t = useTranslations('bulk_actions');
  const contacts = useTranslations('contacts');
  const { mail_count, total_count, example, is_mail_to_customers_on } = preview;
  return (
    <>
      <PageHeader title={t('title')} crumbs={[{ to: '/contacts', label: contacts('title') }]} />
      <Page layout="record" side={<LeftOut preview={preview} />}>
        {mail_count > 0 && !is_mail_to_customers_on && (
          <Notice tone="warning" title={t('mail_is_off')}>
            {t('mail_is_off_hint')}
          </Notice>
        )}
        <Card title={t('gets', { count: mail_count })}>
          <Languages preview={preview} />
          <Form>
            {fields.map(([name, value], at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they never change, and `where=or` may stand there twice
              <input key={at} type="hidden" name={name} value={value} />
            ))}
            <p>
              {mail_count === 0
                ? t('none_to_invite')
                : t(total_count > 1 ? 'nothing_sent_yet' : 'nothing_sent_yet_one')}
            </p>
            <FormActions>
              {mail_count > 0 && <SubmitButton icon="mail">{t('send', { count: mail_count })}</SubmitButton>}
              <ButtonLink to="/contacts">{t('back')}</ButtonLink>
            </FormActions>
          </Form>
        </Card>
        {example && <ExampleMail mail={example} />}
      </Page>
    </>
  );
}

function Languages({ preview: { languages } }: { preview: BulkActionPreview }) {
  const t = useTranslations('bulk_actions');
  const format = useFormatter();
  if (languages.length === 0) return null;
  const entries = languages.map(({ language, count }) => ({
    key: language,
    label: t('in_language', { language: t(`languages.${language}`) }),
    value: format.number(count),
  }));
  return <KeyValueList entries={entries} />;
}

function LeftOut({ preview: { left_out } }: { preview: BulkActionPreview }) {
  const t = useTranslations('bulk_actions');
  const reasons = useTranslations('invitations.reasons');
  const format = useFormatter();
  const entries = left_out.map(({ reason, count }) => ({
    key: reason,
    label: reasons(reason),
    value: format.number(count),
  }));
  return (
    <Card title={t('left_out_list')}>
      {entries.length > 0 ? <KeyValueList entries={entries} /> : <p>{t('nobody_left_out')}</p>}
    </Card>
  );
}
