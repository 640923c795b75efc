import { useTranslations } from 'use-intl';
import { contactFields } from '#features/contacts/contact.ts';
import { PortalBadge } from '#features/contacts/portal-badge.tsx';
import { ChangedValue } from '#features/imports/changed-value.tsx';
import type { Field } from '#platform/fields/field.ts';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { actIcons } from './act-icons.ts';
import css from './act-preview.module.css';
import type { BulkActName } from './acts/all-acts.ts';
import { BackLink } from './back-link.tsx';
import { ExampleMail } from './example-mail.tsx';
import { type CarriedFields, HiddenFields } from './hidden-fields.tsx';
import { MailLanguages } from './mail-languages.tsx';
import type { MailPreview } from './mail-preview.ts';
import type { BulkActionPreview, ChangedExample } from './preview-bulk-action.ts';

interface Props {
  act: Exclude<BulkActName, 'invite'>;
  preview: BulkActionPreview;
  /** Fields that the act may set, for their names and kinds. */
  settable: readonly Field[];
  fields: CarriedFields;
  backTo: string;
}

/** What an act would do, before anything is written: how many change, the first of them, and one button. */
export function ActPreview({ act, preview, settable, fields, backTo }: Props) {
  const t = useTranslations('bulk_actions');
  const columns = useColumns(act, settable);
  const { total_count, change_count, examples, mails } = preview;
  const isOnlyMail = act === 'reset';
  const standing = isOnlyMail ? (total_count > 1 ? 'nothing_sent_yet' : 'nothing_sent_yet_one') : 'nothing_written_yet';
  return (
    <>
      {mails && <MailIsOff mails={mails} />}
      <Card title={t(isOnlyMail ? 'mails' : 'changes', { count: change_count })}>
        <Form>
          <HiddenFields fields={fields} />
          {change_count > 0 && <p>{t(`acts.${act}.hint`)}</p>}
          {mails && !isOnlyMail && change_count > 0 && <p>{t('told', { count: mails.mail_count })}</p>}
          {mails && <MailLanguages languages={mails.languages} />}
          <p>{t(change_count === 0 ? 'none_to_change' : standing)}</p>
          <FormActions>
            {change_count > 0 && (
              <SubmitButton icon={actIcons[act]} kind={act === 'delete' ? 'danger' : 'primary'}>
                {t(`acts.${act}.start`, { count: change_count })}
              </SubmitButton>
            )}
            <BackLink to={backTo} />
          </FormActions>
        </Form>
      </Card>
      {mails?.example && <ExampleMail mail={mails.example} />}
      {examples.length > 0 && !isOnlyMail && (
        <Card title={t('examples', { count: Math.min(examples.length, change_count) })}>
          <Table
            caption={t('examples', { count: examples.length })}
            columns={columns}
            rows={examples}
            idOf={({ id }) => id}
            nameOf={({ name }) => name}
            pathOf={({ id }) => `/contacts/${id}`}
          />
        </Card>
      )}
    </>
  );
}

function MailIsOff({ mails: { mail_count, is_mail_to_customers_on } }: { mails: MailPreview }) {
  const t = useTranslations('bulk_actions');
  if (mail_count === 0 || is_mail_to_customers_on) return null;
  return (
    <Notice tone="warning" title={t('mail_is_off')}>
      {t('mail_is_off_hint')}
    </Notice>
  );
}

function useColumns(
  act: Props['act'],
  settable: readonly Field[],
): [Column<ChangedExample>, ...Column<ChangedExample>[]] {
  const t = useTranslations('bulk_actions');
  const contacts = useTranslations('contacts');
  return [
    { key: 'name', header: contacts('fields.name'), cell: ({ name }) => name },
    { key: 'email', header: contacts('fields.email'), cell: ({ email }) => email },
    {
      key: 'change',
      header: t('change'),
      cell: ({ changes, portal_state, next_portal_state }) =>
        changes ? (
          <ChangedOnes changes={changes} settable={settable} />
        ) : (
          <span className={css.change}>
            {act === 'unblock' ? contacts('views.blocked') : <PortalBadge state={portal_state} isQuiet />}
            <span aria-hidden="true">→</span>
            {act === 'block' ? contacts('views.blocked') : <PortalBadge state={next_portal_state} isQuiet />}
          </span>
        ),
      width: 'wide',
    },
  ];
}

function ChangedOnes({
  changes,
  settable,
}: {
  changes: NonNullable<ChangedExample['changes']>;
  settable: readonly Field[];
}) {
  const labelOf = useFieldLabel();
  const fields: readonly Field[] = [...settable, ...contactFields];
  return Object.entries(changes).map(([name, [before, after]]) => {
    const field = fields.find((one) => one.name === name || one.name === `custom_fields.${name}`);
    const kind = field?.kind ?? 'text';
    return (
      <span key={name}>
        {field && labelOf(field)}: <ChangedValue name={name} kind={kind} before={before} after={after} />
      </span>
    );
  });
}
