import { type ReactNode, type RefObject, useId } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';
import css from './dialog.module.css';

interface Props {
  /** Any button opens it: `<Button type="button" commandfor={id} command="show-modal">`. */
  id: string;
  title: string;
  children: ReactNode;
  /** The buttons at the end; the last one is what most people came for. */
  actions?: ReactNode;
  /** Opens it from code. */
  dialogRef?: RefObject<HTMLDialogElement | null>;
  size?: 'small' | 'large';
}

/** A question or a small form over the page, as the browser's own modal dialog: focus stays inside, Escape leaves. */
export function Dialog({ id, title, children, actions, dialogRef, size }: Props) {
  const t = useTranslations('ui.dialog');
  const titleId = useId();
  return (
    <dialog id={id} ref={dialogRef} className={css.dialog} data-size={size} closedby="any" aria-labelledby={titleId}>
      <header className={css.head}>
        <h2 id={titleId}>{title}</h2>
        <Button
          type="button"
          kind="quiet"
          size="small"
          icon="close"
          aria-label={t('close')}
          commandfor={id}
          command="close"
        />
      </header>
      <div className={css.body}>{children}</div>
      {actions && <footer className={css.actions}>{actions}</footer>}
    </dialog>
  );
}
