import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { LanguageSwitch } from './language-switch.tsx';
import css from './portal-layout.module.css';

interface Props {
  accountName: string;
  logoUrl?: string | null;
  /** A style sheet with the account's colour. */
  sheetUrl?: string | null;
  homeTo: string;
  /** What a signed-in customer can go to. */
  nav?: readonly { to: string; label: string; isCurrent: boolean }[];
  /** Who is signed in and the way out; nothing for strangers. */
  person?: ReactNode;
  /** What stands above everything and stays there. */
  banner?: ReactNode;
  /** The account's own links: privacy policy, contact points. */
  footer?: ReactNode;
  /** `task` is one narrow column for signing in and the like; `page` is wider. */
  width?: 'task' | 'page';
  children: ReactNode;
}

/** The frame around everything a customer sees. Plain links and forms: it never needs a script. */
export function PortalLayout({
  accountName,
  logoUrl,
  sheetUrl,
  homeTo,
  nav,
  person,
  banner,
  footer,
  width = 'page',
  children,
}: Props) {
  const t = useTranslations('ui.layout');
  return (
    <div className={css.shell} data-width={width}>
      {sheetUrl && <link rel="stylesheet" href={sheetUrl} precedence="account" />}
      <a href="#content" className={css.skip}>
        {t('skip')}
      </a>
      {banner}
      <header className={css.header}>
        <div className={css.inner}>
          <a href={homeTo} className={css.account}>
            {logoUrl ? <img src={logoUrl} alt={accountName} /> : accountName}
          </a>
          {nav && nav.length > 0 && (
            <nav aria-label={t('nav')}>
              <ul className={css.nav}>
                {nav.map(({ to, label, isCurrent }) => (
                  <li key={to}>
                    <a href={to} aria-current={isCurrent ? 'page' : undefined}>
                      {label}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
          {person && <div className={css.person}>{person}</div>}
        </div>
      </header>
      <main id="content" className={css.main}>
        {children}
      </main>
      <footer className={css.footer}>
        <div className={css.inner}>
          <div className={css.links}>{footer}</div>
          <LanguageSwitch />
        </div>
      </footer>
    </div>
  );
}
