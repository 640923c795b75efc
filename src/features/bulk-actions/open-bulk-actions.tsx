import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { useActName } from './act-words.ts';
import { BulkActionWords } from './bulk-action-words.tsx';
import type { FoundBulkAction } from './find-bulk-action.ts';

/** The intent of the form that calls one back; its field `id` says which. */
export const cancelIntent = 'cancel_bulk_action';

/** Mail to many that can still be called back, each with the way to do so. */
export function OpenBulkActions({ bulk_actions }: { bulk_actions: readonly FoundBulkAction[] }) {
  const t = useTranslations('bulk_actions');
  const nameOf = useActName();
  return bulk_actions.map((found) => (
    <Notice
      key={found.id}
      title={t('page_title', { act: nameOf(found), count: found.total_count })}
      actions={
        <>
          <ButtonLink to={`/bulk-actions/${found.id}`} kind="link">
            {t('show')}
          </ButtonLink>
          <Form intent={cancelIntent} layout="bare">
            <input type="hidden" name="id" value={found.id} />
            <SubmitButton kind="default" icon="close">
              {t('cancel')}
            </SubmitButton>
          </Form>
        </>
      }
    >
      <BulkActionWords found={found} />
    </Notice>
  ));
}
