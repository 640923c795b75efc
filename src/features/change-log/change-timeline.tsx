import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Field } from '#platform/fields/field.ts';
import { Form } from '#ui/form.tsx';
import type { IconName } from '#ui/icon.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { Timeline } from '#ui/timeline.tsx';
import { ChangedFields } from './changed-fields.tsx';
import type { ListedChange } from './list-changes.ts';
import { useActSentence } from './use-act-sentence.ts';

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
  photo_restored: 'undo',
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
  /** Records that were merged into this one: what happened to them bears their name. */
  merged?: readonly { id: number; name: string }[];
}

/** What happened to a record, newest first: who did what, and each field from what to what. */
export function ChangeTimeline({ record, changes, fields, undoable = [], merged = [] }: Props) {
  const t = useTranslations('change_log');
  const say = useActSentence();
  if (changes.length === 0) return <p>{t('nothing')}</p>;
  const ofWhom = ({ record_id }: ListedChange) => {
    const other = merged.find(({ id }) => id === record_id);
    return other ? ` · ${other.name}` : '';
  };
  return (
    <Timeline
      label={t('title')}
      entries={changes.map((change, place) => ({
        id: change.id ?? `created-${place}`,
        icon: icons[change.act] ?? 'edit',
        at: change.at,
        text: say({ ...change, record }) + ofWhom(change),
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
