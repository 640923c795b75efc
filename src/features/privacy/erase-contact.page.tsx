import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { RadioGroup } from '#ui/radio-group.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/erase-contact.page.ts';
import css from './erase-contact.module.css';
import { eraseContact } from './erase-contact.ts';
import { PlacesTable } from './places-table.tsx';
import { previewErasure } from './preview-erasure.ts';

export const handle = { words: ['privacy'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  return await previewErasure(pageContext(context), { contact_id: readId(params.id) });
}

export async function action(args: Route.ActionArgs) {
  const { mode, reason, is_confirmed } = await formValues(args, ['mode', 'reason', 'is_confirmed']);
  const { id } = await eraseContact(pageContext(args.context), {
    contact_id: readId(args.params.id),
    mode: mode === 'anonymise' ? 'anonymise' : 'remove',
    ...(reason !== undefined && { reason }),
    is_confirmed: is_confirmed !== undefined,
  });
  return redirect(`/settings/erasures/${id}?done`);
}

/** What deleting a contact for ever would reach, before it is done. */
export default function EraseContact({ loaderData: preview }: Route.ComponentProps) {
  const t = useTranslations('privacy.erase');
  const contacts = useTranslations('contacts');
  const { id, name, merged_count, files_count, backup_days } = preview;
  const left = preview.places.filter(({ done }) => done === 'left');
  const reached = preview.places.filter(({ done }) => done !== 'left');
  const record = { place: 'record', done: 'removed', count: 1 + merged_count } as const;
  return (
    <>
      <PageHeader
        title={t('title', { name })}
        subtitle={t('subtitle')}
        crumbs={[
          { to: '/contacts', label: contacts('title') },
          { to: `/contacts/${id}`, label: name },
        ]}
      />
      <Page>
        <div className={css.column}>
          <Card title={t('places')}>
            <PlacesTable caption={t('places')} places={[record, ...reached]} />
            {merged_count > 0 && <p>{t('merged', { count: merged_count })}</p>}
            <p>{t('files', { count: files_count })}</p>
            <p>{t('backups', { days: backup_days })}</p>
            <p>{t('stays')}</p>
          </Card>
          {left.length > 0 && (
            <Notice tone="warning" title={t('left')}>
              <p>{t('left_hint')}</p>
              <PlacesTable caption={t('left')} places={left} />
            </Notice>
          )}
          <Card title={t('decide')}>
            <Form>
              <RadioGroup
                name="mode"
                label={t('mode')}
                defaultValue="remove"
                options={(['remove', 'anonymise'] as const).map((mode) => ({
                  value: mode,
                  label: t(mode),
                  hint: t(`${mode}_hint`),
                }))}
              />
              <TextField name="reason" label={t('reason')} hint={t('reason_hint')} maxLength={300} isOptional />
              <Checkbox name="is_confirmed" label={t('confirm')} isRequired />
              <FormActions>
                <SubmitButton kind="danger" icon="trash">
                  {t('submit')}
                </SubmitButton>
                <ButtonLink to={`/contacts/${id}`}>{t('cancel')}</ButtonLink>
              </FormActions>
            </Form>
          </Card>
        </div>
      </Page>
    </>
  );
}
