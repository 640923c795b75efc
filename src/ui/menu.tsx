import { type KeyboardEvent, type MouseEvent, type ReactNode, useId } from 'react';
import { Form, Link } from 'react-router';
import { Button, type ButtonLook } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import css from './menu.module.css';

interface Props extends ButtonLook {
  /** What the button says; left out, it is three dots and `label` is only heard. */
  text?: ReactNode;
  label: string;
  children: ReactNode;
  /** Which edges of button and menu line up. */
  align?: 'start' | 'end';
}

/** A button with a list of further acts under it. Opens without script; arrow keys walk through it. */
export function Menu({ text, label, children, align = 'end', ...look }: Props) {
  const id = useId();
  return (
    <span className={css.place}>
      <Button
        type="button"
        popoverTarget={id}
        aria-label={text === undefined ? label : undefined}
        {...look}
        icon={look.icon ?? (text === undefined ? 'more' : 'chevronDown')}
      >
        {text}
      </Button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a second way through; each entry takes the focus itself */}
      <div
        id={id}
        popover="auto"
        className={css.menu}
        data-align={align}
        onKeyDown={moveWithArrows}
        onClick={closeAfter}
      >
        <ul>{children}</ul>
      </div>
    </span>
  );
}

interface EntryProps {
  icon?: IconName;
  children: ReactNode;
  tone?: 'danger';
}

/** A place to go to. */
export function MenuLink({ to, icon, children, tone }: EntryProps & { to: string }) {
  return (
    <li>
      <Link to={to} className={css.entry} data-tone={tone}>
        {icon && <Icon name={icon} />}
        {children}
      </Link>
    </li>
  );
}

interface MenuButtonProps extends EntryProps {
  onClick?: () => void;
  type?: 'button' | 'submit';
  name?: string;
  value?: string;
  /** The form it sends, where it stands outside of one. */
  form?: string;
  commandfor?: string;
  command?: 'show-modal';
}

/** Something to do; a submit button inside a form, or one that opens a dialog by `commandfor`. */
export function MenuButton({ icon, children, tone, type = 'button', ...rest }: MenuButtonProps) {
  return (
    <li>
      <button type={type} className={css.entry} data-tone={tone} {...rest}>
        {icon && <Icon name={icon} />}
        {children}
      </button>
    </li>
  );
}

/** An entry that sends a form of its own, such as signing out; `fields` go with it. */
export function MenuForm({
  action,
  fields = {},
  icon,
  children,
  tone,
  leadsOut = false,
}: EntryProps & {
  action: string;
  fields?: Record<string, string | number>;
  /** True where the answer is no page of the console. */
  leadsOut?: boolean;
}) {
  return (
    <li>
      <Form method="post" action={action} reloadDocument={leadsOut}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" className={css.entry} data-tone={tone}>
          {icon && <Icon name={icon} />}
          {children}
        </button>
      </Form>
    </li>
  );
}

/** Something in a menu that is neither link nor button, such as the choice of a language. */
export function MenuRow({ children }: { children: ReactNode }) {
  return <li className={css.row}>{children}</li>;
}

/** A line between groups of entries. */
export function MenuDivider() {
  return <li className={css.divider} aria-hidden="true" />;
}

/** What was chosen happens on the same page, too: the menu would stay over it. */
function closeAfter({ currentTarget, target }: MouseEvent<HTMLDivElement>) {
  if ((target as Element).closest(`.${css.entry}`)) currentTarget.hidePopover();
}

function moveWithArrows(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('a, button')];
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const next = event.key === 'ArrowDown' ? at + 1 : at - 1;
  event.preventDefault();
  entries.at(next % entries.length)?.focus();
}
