import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import css from './toast.module.css';

interface Toast {
  text: string;
  /** True where it says why something was not done. */
  isTrouble?: boolean;
  /** Takes back what was just done. */
  onUndo?: () => void;
}

type Say = (toast: Toast) => void;

const SayContext = createContext<Say>(() => undefined);
const shownMs = 8_000;

/** Says below the page what was done, with the way to undo it, or why it was not: `const say = useToast()`. */
export function useToast(): Say {
  return useContext(SayContext);
}

/** The place where `useToast` speaks; the console's layout has one. */
export function ToastPlace({ children }: { children: ReactNode }) {
  const t = useTranslations('ui.toast');
  const [toast, setToast] = useState<(Toast & { id: number }) | null>(null);
  const say = useCallback<Say>((next) => setToast({ ...next, id: Date.now() }), []);
  const close = useCallback(() => {
    setToast(null);
    setIsHeld(false);
  }, []);
  // Whoever is on the way to Undo, by mouse or by keys, has time.
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (!toast || isHeld) return;
    const timer = setTimeout(close, shownMs);
    return () => clearTimeout(timer);
  }, [toast, isHeld, close]);
  const undo = useMemo(
    () =>
      toast?.onUndo &&
      (() => {
        toast.onUndo?.();
        close();
      }),
    [toast, close],
  );
  return (
    <SayContext value={say}>
      {children}
      <div
        className={css.place}
        role="status"
        aria-live="polite"
        onMouseEnter={() => setIsHeld(true)}
        onMouseLeave={() => setIsHeld(false)}
        onFocus={() => setIsHeld(true)}
        onBlur={() => setIsHeld(false)}
      >
        {toast && (
          <div key={toast.id} className={css.toast} data-tone={toast.isTrouble ? 'danger' : undefined}>
            <Icon name={toast.isTrouble ? 'alert' : 'check'} />
            <span>{toast.text}</span>
            {undo && (
              <Button type="button" kind="link" onClick={undo}>
                {t('undo')}
              </Button>
            )}
            <Button type="button" kind="quiet" size="small" icon="close" aria-label={t('close')} onClick={close} />
          </div>
        )}
      </div>
    </SayContext>
  );
}
