import { useTranslations } from 'use-intl';
import { Badge, type BadgeTone } from '#ui/badge.tsx';
import type { BulkAction } from './bulk-action.ts';

const tones: Record<BulkAction['state'], BadgeTone> = {
  waiting: 'accent',
  running: 'accent',
  done: 'success',
  cancelled: 'neutral',
  failed: 'danger',
};

/** A bulk action's state in a word. */
export function BulkActionBadge({ state, isQuiet = false }: { state: BulkAction['state']; isQuiet?: boolean }) {
  const t = useTranslations('bulk_actions.states');
  return (
    <Badge tone={tones[state]} isQuiet={isQuiet}>
      {t(state)}
    </Badge>
  );
}
