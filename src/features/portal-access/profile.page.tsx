import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { listShownFields } from '#features/custom-fields/list-shown-fields.ts';
import { showEmailAddress } from '#platform/fields/show-email-address.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { recordFormValues } from '#platform/http/record-form-values.ts';
import { languageChoices } from '#platform/i18n/language-names.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Notice } from '#ui/notice.tsx';
import { RecordField, useFieldLabel } from '#ui/record-field.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/profile.page.ts';
import { listConsents } from './consents/list-consents.ts';
import { cancelEmailChange } from './email-change/cancel-email-change.ts';
import { OwnAddresses } from './email-change/own-addresses.tsx';
import { sendAddressConfirmation } from './email-change/send-address-confirmation.ts';
import { findProfile } from './find-profile.ts';
import css from './portal.module.css';
import { profileColumns, profileFields } from './profile.ts';
import { updateProfile } from './update-profile.ts';

/** Which of the page's forms was sent. */
const intentField = { name: 'intent', kind: 'text', label: 'intent' } as const;

export async function loader({ context, request }: Route.LoaderArgs) {
  const profile = await findProfile(pageContext(context));
  const { name, phone, mobile, language, emails, pending_email, own_fields } = profile;
  const { searchParams } = new URL(request.url);
  return {
    has_consents: (await listConsents(pageContext(context))).length > 0,
    name,
    phone,
    mobile,
    language,
    own_fields,
    addresses: {
      emails: emails.map((one) => ({ ...one, shown: showEmailAddress(one.email).shown })),
      pending: pending_email && showEmailAddress(pending_email).shown,
      is_new: searchParams.has('asked'),
    },
    is_saved: searchParams.has('saved'),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const custom = (await listShownFields(ctx)).filter(({ is_editable }) => is_editable).map(({ field }) => field);
  const { intent, ...given } = await recordFormValues(args, { builtIn: [intentField, ...profileFields], custom });
  if (intent === 'cancel_email') {
    await cancelEmailChange(ctx);
    return redirect('/portal/profile', { status: 303 });
  }
  if (intent === 'prove_email') {
    await sendAddressConfirmation(ctx);
    return redirect('/portal/profile?asked', { status: 303 });
  }
  await updateProfile(ctx, given);
  return redirect('/portal/profile?saved', { status: 303 });
}

/** A customer's own name, telephone numbers, language and addresses, and the account's own fields that are shown to him. */
export default function Profile({ loaderData }: Route.ComponentProps) {
  const { name, phone, mobile, language, own_fields, addresses, is_saved, has_consents } = loaderData;
  const t = useTranslations('portal_access.profile');
  const labelOf = useFieldLabel();
  const onlyRead = own_fields.filter(({ is_editable }) => !is_editable);
  const editable = own_fields.filter(({ is_editable }) => is_editable);
  const labels = {
    ...Object.fromEntries(profileColumns.map((name) => [name, t(name)])),
    ...Object.fromEntries(editable.map(({ field }) => [`custom_fields.${field.name}`, labelOf(field)])),
  };
  return (
    <div className={css.page}>
      <title>{t('title')}</title>
      <h1>{t('title')}</h1>
      {is_saved && <Notice tone="success">{t('saved')}</Notice>}
      <OwnAddresses {...addresses} />
      {onlyRead.length > 0 && (
        <Card title={t('on_record')}>
          <KeyValueList
            entries={onlyRead.map(({ field, value }) => ({
              key: field.name,
              label: labelOf(field),
              value: value === null ? null : <RecordValue field={field} value={value} />,
            }))}
          />
        </Card>
      )}
      <Form intent="save" labels={labels}>
        <TextField name="name" label={t('name')} defaultValue={name} autoComplete="name" size="large" isRequired />
        <TextField
          name="phone"
          type="tel"
          label={t('phone')}
          defaultValue={phone ?? ''}
          autoComplete="work tel"
          size="large"
        />
        <TextField
          name="mobile"
          type="tel"
          label={t('mobile')}
          defaultValue={mobile ?? ''}
          autoComplete="mobile tel"
          size="large"
        />
        <SelectField
          name="language"
          label={t('language')}
          hint={t('language_hint')}
          defaultValue={language ?? ''}
          emptyLabel={t('language_of_account')}
          size="large"
          choices={languageChoices}
        />
        {editable.map(({ field, value }) => (
          <RecordField key={field.name} field={field} name={`custom_fields.${field.name}`} value={value} size="large" />
        ))}
        <FormActions>
          <SubmitButton size="large">{t('save')}</SubmitButton>
          <ButtonLink to="/portal" size="large" reloadDocument>
            {t('back')}
          </ButtonLink>
        </FormActions>
      </Form>
      {has_consents && <a href="/portal/consents">{t('consents')}</a>}
    </div>
  );
}
