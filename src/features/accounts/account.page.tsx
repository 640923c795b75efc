import { redirectDocument } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { recordFormValues } from '#platform/http/record-form-values.ts';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { RecordField } from '#ui/record-field.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/account.page.ts';
import css from './account.module.css';
import { accountFields, settingFields } from './account.ts';
import { findAccount } from './find-account.ts';
import { placeChoices } from './place-choices.ts';
import { updateAccount } from './update-account.ts';

export const handle = { words: ['accounts'] };

const fieldNamed = Object.fromEntries([...accountFields, ...settingFields].map((field) => [field.name, field]));

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'settings.edit');
  const account = await findAccount(ctx);
  const choices = placeChoices(ctx.caller.locale, ctx.clock.now());
  return { account, choices, is_saved: new URL(request.url).searchParams.has('saved') };
}

export async function action(args: Route.ActionArgs) {
  const given = await recordFormValues(args, { builtIn: [...accountFields, ...settingFields], custom: [] });
  const { custom_fields: _, ...values } = given;
  await updateAccount(pageContext(args.context), values as Record<string, string>);
  return redirectDocument('/settings/account?saved');
}

/** Settings of the help desk as a whole. */
export default function AccountSettings({ loaderData: { account, choices, is_saved } }: Route.ComponentProps) {
  const t = useTranslations('accounts');
  const values = account as Record<string, unknown>;
  const field = (name: string, hint?: string) => (
    <RecordField field={fieldNamed[name]!} value={values[name] as string} {...(hint && { hint })} />
  );
  return (
    <>
      <PageHeader title={t('settings.title')} subtitle={t('settings.subtitle')} />
      <Page>
        <div className={css.column}>
          {is_saved && (
            <Notice tone="success" isNews>
              {t('settings.saved')}
            </Notice>
          )}
          <Form>
            <Card title={t('settings.desk')}>
              {field('name', t('settings.name_hint'))}
              <div className={css.pair}>
                {field('language', t('settings.language_hint'))}
                <SelectField
                  name="country"
                  label={t('fields.country')}
                  hint={t('settings.country_hint')}
                  defaultValue={account.country}
                  choices={choices.countries}
                  isRequired
                />
              </div>
              <SelectField
                name="time_zone"
                label={t('fields.time_zone')}
                defaultValue={account.time_zone}
                choices={choices.time_zones}
                isRequired
              />
            </Card>
            <Card title={t('settings.contact_points')}>
              <p>{t('settings.contact_points_hint')}</p>
              <div className={css.pair}>
                {field('support_email')}
                {field('support_phone')}
              </div>
              {field('support_url')}
            </Card>
            <Card title={t('settings.lists')}>{field('empty_words', t('settings.empty_words_hint'))}</Card>
            <Card title={t('settings.retention')}>
              {field('import_file_days', t('settings.import_file_days_hint'))}
              {field('access_record_days', t('settings.access_record_days_hint'))}
              {field('backup_days', t('settings.backup_days_hint'))}
            </Card>
            <FormActions>
              <SubmitButton>{t('settings.save')}</SubmitButton>
            </FormActions>
          </Form>
        </div>
      </Page>
    </>
  );
}
