import { useTranslations } from 'use-intl';
import { Badge, type BadgeTone } from '#ui/badge.tsx';
import type { InvitationState } from './invitation.ts';

const tones: Record<InvitationState, BadgeTone> = {
  queued: 'neutral',
  sent: 'accent',
  bounced: 'danger',
  link_copied: 'accent',
  link_opened: 'accent',
  activated: 'success',
  expired: 'warning',
  replaced: 'neutral',
  cancelled: 'neutral',
};

/** How far a link has come, in words. */
export function InvitationBadge({ state }: { state: InvitationState }) {
  const t = useTranslations('invitations.states');
  return (
    <Badge tone={tones[state]} isQuiet>
      {t(state)}
    </Badge>
  );
}
