import type { ComponentProps, ReactNode } from 'react';
import css from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

export interface ButtonLook {
  /** One primary button per page: what most people came to do. */
  kind?: 'primary' | 'default' | 'danger' | 'quiet' | 'link';
  size?: 'small' | 'medium' | 'large';
  icon?: IconName;
  /** As wide as its place, for narrow forms and phones. */
  isWide?: boolean;
}

type Props = Omit<ComponentProps<'button'>, 'className'> &
  ButtonLook & {
    /** What it does is under way: shows that, keeps its width, takes no second press. */
    isBusy?: boolean;
  };

/** A press that does something. Submits its form unless `type="button"`. A button that is only an icon needs an aria-label. */
export function Button({ kind, size, icon, isWide, isBusy = false, children, onClick, ...rest }: Props) {
  return (
    <button
      type="submit"
      className={css.button}
      {...lookOf({ kind, size, isWide }, children)}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
      {isBusy && <span className={css.spinner} />}
    </button>
  );
}

/** The attributes that button.module.css draws by; ButtonLink shares them. */
export function lookOf(
  { kind, size, isWide }: { [K in keyof ButtonLook]: ButtonLook[K] | undefined },
  label: ReactNode,
) {
  return {
    'data-kind': kind,
    'data-size': size,
    'data-wide': isWide ? '' : undefined,
    'data-icon-only': label === undefined ? '' : undefined,
  };
}
