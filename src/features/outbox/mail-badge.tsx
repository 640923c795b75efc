import { useTranslations } from 'use-intl';
import { Badge, type BadgeTone } from '#ui/badge.tsx';
import type { MailState } from './mail-message.ts';

const tones: Record<MailState, BadgeTone> = {
  waiting: 'neutral',
  sending: 'accent',
  sent: 'success',
  failed: 'danger',
  bounced: 'danger',
  cancelled: 'neutral',
  dropped: 'neutral',
};

/** What became of a mail, in a word. */
export function MailBadge({ state }: { state: MailState }) {
  const t = useTranslations('outbox.states');
  return (
    <Badge tone={tones[state]} isQuiet>
      {t(state)}
    </Badge>
  );
}

/** What a kind of mail is called. */
export function useKindLabel(): (kind: string) => string {
  const t = useTranslations('outbox.kinds') as unknown as { (key: string): string; has(key: string): boolean };
  return (kind) => {
    const key = kind.replaceAll('.', '_');
    return t(t.has(key) ? key : 'other');
  };
}
