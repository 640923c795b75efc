import { Link, redirectDocument } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow, isAllowed } from '#platform/context.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { recordFormValues } from '#platform/http/record-form-values.ts';
import { Card } from '#ui/card.tsx';
import { CopyButton } from '#ui/copy-button.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Icon } from '#ui/icon.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { RecordField, useFieldLabel } from '#ui/record-field.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/portal-settings.page.ts';
import css from './account.module.css';
import { settingFields } from './account.ts';
import { findAccount } from './find-account.ts';
import { settingPages, settingTopics } from './setting-topics.ts';
import { updateAccount } from './update-account.ts';

export const handle = { words: ['accounts'] };

const inTopics = new Set<string>(settingTopics.flatMap(({ fields }) => fields));
const shownFields: readonly Field[] = settingFields.filter(({ name }) => inTopics.has(name));
const fieldNamed = new Map(shownFields.map((field) => [field.name, field]));

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'settings.edit');
  const account = await findAccount(ctx);
  const values = Object.fromEntries(shownFields.map(({ name }) => [name, account[name as keyof typeof account]]));
  return {
    values: values as Record<string, FieldValue>,
    portal_url: `${account.public_url ?? ''}/portal`,
    pages: settingPages.filter(({ right }) => isAllowed(ctx, right)),
    is_saved: new URL(request.url).searchParams.has('saved'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { custom_fields: _, ...values } = await recordFormValues(args, { builtIn: shownFields, custom: [] });
  await updateAccount(pageContext(args.context), values as Record<string, string>);
  return redirectDocument('/settings/portal?saved');
}

/** How customers get in: the link of the portal, the pages that settle more, and a card of settings for each topic. */
export default function PortalSettings({ loaderData: { values, portal_url, pages, is_saved } }: Route.ComponentProps) {
  const t = useTranslations('accounts');
  return (
    <>
      <PageHeader title={t('portal_settings.title')} subtitle={t('portal_settings.subtitle')} />
      <Page>
        <div className={css.column}>
          {is_saved && (
            <Notice tone="success" isNews>
              {t('settings.saved')}
            </Notice>
          )}
          <Card title={t('settings.portal')}>
            <p>{t('settings.portal_hint')}</p>
            <p className={css.link}>
              <code>{portal_url}</code>
              <CopyButton text={portal_url} size="small" />
            </p>
          </Card>
          {pages.length > 0 && <SettingPages pages={pages} />}
          <Form>
            {settingTopics.map(({ topic, fields }) => (
              <Card key={topic} title={t(`topics.${topic}`)}>
                {fields.map((name) => (
                  <SettingField key={name} field={fieldNamed.get(name)!} value={values[name] ?? null} />
                ))}
              </Card>
            ))}
            <FormActions>
              <SubmitButton>{t('settings.save')}</SubmitButton>
            </FormActions>
          </Form>
        </div>
      </Page>
    </>
  );
}

/** The pages that settle what is more than a field. */
function SettingPages({ pages }: { pages: readonly { page: string; to: string }[] }) {
  const t = useTranslations('accounts') as unknown as (key: string) => string;
  return (
    <ul className={css.pages}>
      {pages.map(({ page, to }) => (
        <li key={page}>
          <Link to={to}>
            <strong>{t(`setting_pages.${page}.title`)}</strong>
            <span>{t(`setting_pages.${page}.hint`)}</span>
            <Icon name="chevronRight" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** One setting with what it leads to. A dropdown's choices have words of their own. */
function SettingField({ field, value }: { field: Field; value: FieldValue }) {
  const t = useTranslations('accounts') as unknown as (key: string) => string;
  const label = useFieldLabel()(field);
  const hint = t(`setting_hints.${field.name}`);
  if (field.kind !== 'dropdown') return <RecordField field={field} value={value} hint={hint} />;
  const choices = (field.choices ?? []).map((choice) => ({
    value: choice,
    label: t(`choices.${field.name}.${choice}`),
  }));
  return (
    <SelectField
      name={field.name}
      label={label}
      hint={hint}
      defaultValue={String(value ?? '')}
      choices={choices}
      {...(field.is_required ? { isRequired: true } : { emptyLabel: '' })}
    />
  );
}
