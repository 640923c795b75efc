import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { Form } from '#ui/form.tsx';
import type { IconName } from '#ui/icon.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { Timeline } from '#ui/timeline.tsx';
import css from './change-timeline.module.css';
import type { ListedChange } from './list-changes.ts';
import { stateFields } from './state-fields.ts';
import { StateValue } from './state-value.tsx';

const icons: Record<string, IconName> = {
  created: 'plus',
  merged: 'people',
  merged_away: 'people',
  imported: 'upload',
  import_updated: 'upload',
  invited: 'mail',
  link_copied: 'copy',
  activated: 'check',
  locked_by_failures: 'lock',
  password_changed: 'key',
  reset_sent: 'key',
  locked: 'lock',
  unlocked: 'key',
  deactivated: 'pause',
  reactivated: 'play',
  blocked: 'close',
  unblocked: 'mail',
  deleted: 'trash',
  restored: 'undo',
  undone: 'undo',
};

/** Acts whose sentence says all that changed. */
const toldWhole = new Set([
  'locked',
  'unlocked',
  'deactivated',
  'reactivated',
  'blocked',
  'unblocked',
  'deleted',
  'restored',
]);

interface Props {
  record: 'contact' | 'company';
  changes: readonly ListedChange[];
  /** The record's fields, for the names and kinds of what changed. */
  fields: readonly Field[];
  /** Ids of the changes that the reader can take back now. */
  undoable?: readonly number[];
}

/** What happened to a record, newest first: who did what, and each field from what to what. */
export function ChangeTimeline({ record, changes, fields, undoable = [] }: Props) {
  const t = useTranslations('change_log');
  const say = useTranslations('change_log.acts') as unknown as (key: string, values: Record<string, unknown>) => string;
  if (changes.length === 0) return <p>{t('nothing')}</p>;
  const whoOf = ({ kind, name }: ListedChange['caller']) => {
    if (name) return name;
    return kind === 'system' ? t('system') : kind === 'stranger' ? t('stranger') : t('gone');
  };
  return (
    <Timeline
      label={t('title')}
      entries={changes.map((change, place) => ({
        id: change.id ?? `created-${place}`,
        icon: icons[change.act] ?? 'edit',
        at: change.at,
        text: say(`${record}.${change.act}`, { who: whoOf(change.caller), import: change.import_id ?? '' }),
        ...(change.changes &&
          !toldWhole.has(change.act) && { detail: <ChangedFields changes={change.changes} fields={fields} /> }),
        ...(change.import_id !== null && {
          action: <Link to={`/imports/${change.import_id}`}>{t('open_import')}</Link>,
        }),
        ...(change.id !== undefined && undoable.includes(change.id) && { action: <Undo change_id={change.id} /> }),
      }))}
    />
  );
}

function Undo({ change_id }: { change_id: number }) {
  const t = useTranslations('change_log');
  return (
    <Form intent="undo" layout="bare">
      <input type="hidden" name="change_id" value={change_id} />
      <SubmitButton kind="quiet" size="small" icon="undo">
        {t('undo')}
      </SubmitButton>
    </Form>
  );
}

function ChangedFields({
  changes,
  fields,
}: {
  changes: NonNullable<ListedChange['changes']>;
  fields: readonly Field[];
}) {
  const labelOf = useFieldLabel();
  const t = useTranslations('change_log');
  return (
    <ul className={css.changes}>
      {Object.entries(changes).map(([name, [before, after]]) => {
        const known = [...stateFields, ...fields].find((each) => each.name === name);
        const field = known ?? { name, kind: 'text' as const, label: { en: name } };
        return (
          <li key={name}>
            <span className={css.field}>{labelOf(field)}</span>{' '}
            {before === null && after === null ? (
              <span className={css.empty}>{t('erased')}</span>
            ) : (
              <>
                <Side field={field} value={before} /> <span aria-hidden="true">→</span>{' '}
                <Side field={field} value={after} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Side({ field, value }: { field: Field; value: FieldValue }) {
  const t = useTranslations('change_log');
  if (stateFields.some(({ name }) => name === field.name)) return <StateValue name={field.name} value={value} />;
  if (value === null || value === '') return <span className={css.empty}>{t('empty')}</span>;
  // A value that its field can no longer hold, such as one of a field since deleted, is shown as it was written.
  return typeof value === 'object' && !['tags', 'emails', 'domains'].includes(field.kind) ? (
    value.join(', ')
  ) : (
    <RecordValue field={field} value={value} />
  );
}
