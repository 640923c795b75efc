import { useTranslations } from 'use-intl';
import type { BulkActName } from './acts/all-acts.ts';
import type { RowReason } from './acts/bulk-act.ts';
import type { undoName } from './bulk-action.ts';

interface Named {
  act: BulkActName | typeof undoName;
  undone_act?: BulkActName | null;
}

/** Says what a bulk action does: "Add tags", "Undo of “Add tags”". */
export function useActName(): (named: Named) => string {
  const t = useTranslations('bulk_actions');
  return ({ act, undone_act = null }) => {
    if (act !== 'undo') return t(`acts.${act}.name`);
    return undone_act === null ? t('undo') : t('undo_of', { act: t(`acts.${undone_act}.name`) });
  };
}

/** Says why a contact is left as he is; invitations have their own words for it. */
export function useReasonWords(): (act: Named['act'], reason: RowReason) => string {
  const invitations = useTranslations('invitations.reasons') as unknown as (key: string) => string;
  const others = useTranslations('bulk_actions.reasons') as unknown as (key: string) => string;
  return (act, reason) => (act === 'invite' ? invitations(reason) : others(reason));
}
