import { useLocation } from 'react-router';
import css from './language-switch.module.css';
import { preferencesOf } from './language-switch.tsx';

interface Props {
  label: string;
  /** As `POST /preferences` calls it. */
  name: 'theme' | 'density';
  choices: readonly { value: string; label: string }[];
  current: string;
}

/** One of a few ways to see Maru, remembered by this browser: a plain form, after which the whole document is drawn anew. */
export function PreferenceSwitch({ label, name, choices, current }: Props) {
  const { pathname, search } = useLocation();
  return (
    <form method="post" action={preferencesOf(pathname)} className={css.switch} aria-label={label}>
      <input type="hidden" name="return_to" value={`${pathname}${search}`} />
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="submit"
          name={name}
          value={choice.value}
          aria-current={choice.value === current ? 'true' : undefined}
          className={css.language}
        >
          {choice.label}
        </button>
      ))}
    </form>
  );
}
