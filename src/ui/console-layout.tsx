import { type ReactNode, useEffect, useRef } from 'react';
import { Link, NavLink, useLocation, useNavigation } from 'react-router';
import { useTranslations } from 'use-intl';
import { Avatar } from './avatar.tsx';
import css from './console-layout.module.css';
import { Icon, type IconName } from './icon.tsx';
import { ToastPlace } from './toast.tsx';

export interface NavEntry {
  to: string;
  label: string;
  icon: IconName;
  /** Something that waits there, such as 3 running imports. */
  badge?: string;
}

interface Props {
  accountName: string;
  homeTo: string;
  /** Groups of entries; only what exists and the caller may see. */
  nav: readonly { label?: string; entries: readonly NavEntry[] }[];
  agent: { name: string; role: string };
  /** Entries of the agent's own menu: MenuLink, MenuButton. */
  agentMenu: ReactNode;
  /** A line over every page for what the whole account should know, such as "mail is off". */
  banner?: ReactNode;
  children: ReactNode;
}

/** The console's frame: where one is and what else there is. On phones the navigation opens as a sheet, without script too. */
export function ConsoleLayout({ accountName, homeTo, nav, agent, agentMenu, banner, children }: Props) {
  const t = useTranslations('ui.layout');
  const menu = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const isLoading = useNavigation().state !== 'idle';

  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving on another page is what closes it
  useEffect(() => {
    if (menu.current?.matches(':popover-open')) menu.current.hidePopover();
  }, [pathname]);

  return (
    <ToastPlace>
      <a href="#content" className={css.skip}>
        {t('skip')}
      </a>
      <div className={css.shell}>
        <header className={css.top}>
          <button type="button" className={css.open} popoverTarget="console-nav" aria-label={t('open_nav')}>
            <Icon name="menu" size={20} />
          </button>
          <Link to={homeTo} className={css.account}>
            {accountName}
          </Link>
        </header>
        <nav id="console-nav" ref={menu} popover="auto" className={css.nav} aria-label={t('nav')}>
          <Link to={homeTo} className={css.account}>
            <Avatar name={accountName} size="small" shape="square" />
            <span>{accountName}</span>
          </Link>
          <div className={css.groups}>
            {nav.map(({ label, entries }) => (
              <div key={label ?? ''} className={css.group}>
                {label && <p className={css.groupLabel}>{label}</p>}
                <ul>
                  {entries.map(({ to, label: text, icon, badge }) => (
                    <li key={to}>
                      <NavLink to={to} className={css.entry!}>
                        <Icon name={icon} />
                        <span>{text}</span>
                        {badge && <span className={css.badge}>{badge}</span>}
                      </NavLink>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
          <button type="button" className={css.agent} popoverTarget="agent-menu">
            <Avatar name={agent.name} size="small" />
            <span className={css.agentName}>
              {agent.name}
              <span>{agent.role}</span>
            </span>
            <Icon name="chevronDown" size={14} />
          </button>
          <div id="agent-menu" popover="auto" className={css.agentMenu}>
            <ul>{agentMenu}</ul>
          </div>
        </nav>
        <div className={css.column}>
          <div className={css.loading} data-loading={isLoading ? '' : undefined} aria-hidden="true" />
          {banner}
          <main id="content" className={css.main} tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
    </ToastPlace>
  );
}
