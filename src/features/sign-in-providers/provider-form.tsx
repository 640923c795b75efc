import { useTranslations } from 'use-intl';
import type { FieldValue } from '#platform/fields/field.ts';
import { Card } from '#ui/card.tsx';
import { CopyButton } from '#ui/copy-button.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { RecordField } from '#ui/record-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextArea } from '#ui/text-area.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { ProviderGuide } from './provider-guide.ts';
import css from './provider-list.module.css';
import { fieldsOf, type ProviderKind } from './sign-in-provider.ts';

interface Props {
  kind: ProviderKind;
  guide: ProviderGuide;
  /** Absent for a new one: then the secret has to be given. */
  values?: Readonly<Record<string, FieldValue>>;
}

/** The fields of a provider's kind, each with what follows from it. The secret is never shown: an empty field keeps it. */
export function ProviderForm({ kind, guide: { hints, labels, vouching }, values }: Props) {
  const t = useTranslations('sign_in_providers');
  return (
    <Form intent="save" labels={labels}>
      <Card title={t('client')}>
        <p>{vouching}</p>
        {fieldsOf(kind).map((field) => {
          const { name } = field;
          const own = { name, label: labels[name]!, hint: hints[name]! };
          if (name !== 'client_secret') {
            const named = { ...field, label: { en: labels[name]!, ko: labels[name]! } };
            return <RecordField key={name} field={named} value={initial(kind, name, values)} hint={hints[name]!} />;
          }
          const secret = {
            ...own,
            ...(values && { hint: t('secret_kept') }),
            isRequired: !values,
            autoComplete: 'off',
          };
          return kind === 'apple' ? (
            <TextArea key={name} {...secret} rows={5} spellCheck={false} />
          ) : (
            <TextField key={name} {...secret} type="password" autoComplete="new-password" />
          );
        })}
        <FormActions>
          <SubmitButton>{t('save')}</SubmitButton>
        </FormActions>
      </Card>
    </Form>
  );
}

function initial(kind: ProviderKind, name: string, values: Props['values']): FieldValue {
  if (values) return values[name] ?? null;
  return kind === 'microsoft' && name === 'directory' ? 'common' : null;
}

/** Where the provider has to send people back to, to be copied into its console, and the way there. */
export function ProviderSteps({ guide, address }: { guide: ProviderGuide; address: string | null }) {
  const t = useTranslations('sign_in_providers');
  return (
    <Card title={t('there')}>
      <ol className={css.steps}>
        {guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {address ? (
        <p className={css.address}>
          <span>{t('address')}</span>
          <code>{address}</code>
          <CopyButton text={address} size="small" />
        </p>
      ) : (
        <p>{t('address_later')}</p>
      )}
    </Card>
  );
}
