import { useTranslations } from 'use-intl';
import { Badge, type BadgeTone } from '#ui/badge.tsx';
import type { PortalState } from './contact.ts';

const tones: Record<PortalState, BadgeTone> = {
  none: 'neutral',
  invited: 'accent',
  active: 'success',
  locked: 'danger',
  deactivated: 'neutral',
  deleted: 'neutral',
};

/** A contact's portal access in words; `isQuiet` for tables, where a column of filled badges would shout. */
export function PortalBadge({ state, isQuiet = false }: { state: PortalState; isQuiet?: boolean }) {
  const t = useTranslations('contacts.states');
  return (
    <Badge tone={tones[state]} isQuiet={isQuiet}>
      {t(state)}
    </Badge>
  );
}
