import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import css from './button.module.css';
import { type ButtonLook, lookOf } from './button.tsx';
import { Icon } from './icon.tsx';

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function ButtonLink({
  kind,
  size,
  icon,
  isWide,
  children,
  ...rest
}: Omit<ComponentProps<typeof Link>, 'className'> & ButtonLook) {
  return (
    <Link className={css.button} {...lookOf({ kind, size, isWide }, children)} {...rest}>
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </Link>
  );
}
