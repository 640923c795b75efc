import css from './badge.module.css';

export type BadgeTone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

/** A state in a word or two. The tone only repeats what the word says; `isQuiet` leaves the word and a dot. */
export function Badge({
  tone = 'neutral',
  isQuiet = false,
  children,
}: {
  tone?: BadgeTone;
  isQuiet?: boolean;
  children: string;
}) {
  return (
    <span className={isQuiet ? css.quiet : css.badge} data-tone={tone}>
      {children}
    </span>
  );
}
