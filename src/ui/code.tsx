import css from './kbd.module.css';

/** Something to be read letter by letter: an id, an address, a placeholder. */
export function Code({ children }: { children: string }) {
  return <code className={css.code}>{children}</code>;
}
