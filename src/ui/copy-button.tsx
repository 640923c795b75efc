import { type ComponentProps, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';

/** Puts a text on the clipboard and says so. */
export function CopyButton({
  text,
  label,
  ...look
}: { text: string; label?: string } & Pick<ComponentProps<typeof Button>, 'size' | 'kind'>) {
  const t = useTranslations('ui.copy');
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('failed');
    }
    setTimeout(() => setState('ready'), 2_500);
  };
  return (
    <Button type="button" icon={state === 'copied' ? 'check' : 'copy'} onClick={copy} {...look}>
      <span role="status">{state === 'ready' ? (label ?? t('ready')) : t(state)}</span>
    </Button>
  );
}
