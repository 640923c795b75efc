import { useTranslations } from 'use-intl';
import { contactFields } from '#features/contacts/contact.ts';
import { PortalBadge } from '#features/contacts/portal-badge.tsx';
import { ChangedValue } from '#features/imports/changed-value.tsx';
import type { Field } from '#platform/fields/field.ts';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { actIcons } from './act-icons.ts';
import type { BulkActName } from './acts/all-acts.ts';
import { BackLink } from './back-link.tsx';
import { type CarriedFields, HiddenFields } from './hidden-fields.tsx';
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
  const { change_count, examples } = preview;
  return (
    <>
      <Card title={t('changes', { count: change_count })}>
        <Form>
          <HiddenFields fields={fields} />
          {change_count > 0 && <p>{t(`acts.${act}.hint`)}</p>}
          <p>{t(change_count === 0 ? 'none_to_change' : 'nothing_written_yet')}</p>
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
      {examples.length > 0 && (
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
          <>
            {act === 'unblock' ? contacts('views.blocked') : <PortalBadge state={portal_state} isQuiet />}{' '}
            <span aria-hidden="true">→</span>{' '}
            {act === 'block' ? contacts('views.blocked') : <PortalBadge state={next_portal_state} isQuiet />}
          </>
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
