import { useActionData, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ListedChange } from '#features/change-log/list-changes.ts';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';

interface Props {
  /** The newest of the contact's change log: what Undo takes back. */
  newest: ListedChange | undefined;
  canUndo: boolean;
}

/** That a contact's photo was just removed or replaced, with the way back, or just came back. */
export function PhotoNews({ newest, canUndo }: Props) {
  const t = useTranslations('contacts.photo');
  const [params] = useSearchParams();
  const answer = useActionData() as { done?: string | null } | undefined;
  if (answer?.done === 'undo' && newest?.act === 'photo_restored') {
    return (
      <Notice tone="success" isNews>
        {t('restored')}
      </Notice>
    );
  }
  const done = params.get('done');
  const isDone = (done === 'photo_removed' || done === 'photo_changed') && newest?.act === done;
  if (!isDone || !canUndo) return null;
  return (
    <Notice
      tone="success"
      isNews
      actions={
        <Form intent="undo" layout="bare">
          <input type="hidden" name="change_id" value={newest.id} />
          <SubmitButton kind="default" icon="undo">
            {t('undo')}
          </SubmitButton>
        </Form>
      }
    >
      {t(done === 'photo_removed' ? 'removed' : 'replaced')}
    </Notice>
  );
}
