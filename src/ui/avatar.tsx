import css from './avatar.module.css';
import { initialsOf } from './initials-of.ts';

/** A person's or company's initials; decoration beside the name, so screen readers pass over it. */
export function Avatar({
  name,
  size = 'medium',
  shape = 'round',
}: {
  name: string;
  size?: 'small' | 'medium' | 'large';
  shape?: 'round' | 'square';
}) {
  return (
    <span className={css.avatar} data-size={size} data-shape={shape} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
