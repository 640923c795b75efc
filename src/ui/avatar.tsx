import css from './avatar.module.css';
import { initialsOf } from './initials-of.ts';

/** A person's picture, or his or a company's initials; decoration beside the name, so screen readers pass over it. */
export function Avatar({
  name,
  size = 'medium',
  shape = 'round',
  picture,
}: {
  name: string;
  size?: 'small' | 'medium' | 'large' | 'huge';
  shape?: 'round' | 'square';
  /** Where the picture lies. */
  picture?: string;
}) {
  // Initials are no text: whoever reads, copies or counts a row's words meets the name only.
  return (
    <span
      className={css.avatar}
      data-size={size}
      data-shape={shape}
      data-initials={picture ? undefined : initialsOf(name)}
      aria-hidden="true"
    >
      {picture && <img src={picture} alt="" />}
    </span>
  );
}
