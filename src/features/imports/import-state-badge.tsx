import { useTranslations } from 'use-intl';
import { Badge, type BadgeTone } from '#ui/badge.tsx';
import type { ImportState } from './import.ts';

const tones: Record<ImportState, BadgeTone> = {
  uploaded: 'neutral',
  checking: 'accent',
  checked: 'warning',
  running: 'accent',
  paused: 'warning',
  done: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  undoing: 'accent',
  undone: 'neutral',
};

/** Where an import stands, in a word. */
export function ImportStateBadge({ state }: { state: ImportState }) {
  const t = useTranslations('imports.states');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
