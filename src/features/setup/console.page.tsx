import { Outlet } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { countImports } from '#features/imports/count-imports.ts';
import { Failure } from '#platform/failure.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Right } from '#platform/rights.ts';
import { ConsoleLayout, type NavEntry } from '#ui/console-layout.tsx';
import { LanguageSwitch } from '#ui/language-switch.tsx';
import { MenuDivider, MenuForm, MenuLink, MenuRow } from '#ui/menu.tsx';
import { Notice } from '#ui/notice.tsx';
import { ThemeSwitch } from '#ui/theme-switch.tsx';
import type { Route } from './+types/console.page.ts';

/** Where the console leads: `console.nav.<key>` is its label; an entry is shown to who has its right. */
const nav = [
  { to: '/', key: 'home', icon: 'home', right: 'contacts.view', group: 'directory' },
  { to: '/contacts', key: 'contacts', icon: 'people', right: 'contacts.view', group: 'directory' },
  { to: '/companies', key: 'companies', icon: 'building', right: 'companies.view', group: 'directory' },
  { to: '/imports', key: 'imports', icon: 'upload', right: 'imports.run', group: 'directory' },
  { to: '/invitations', key: 'invitations', icon: 'mail', right: 'contacts.view', group: 'directory' },
  { to: '/outbox', key: 'outbox', icon: 'inbox', right: 'mail.view', group: 'directory' },
  { to: '/settings/fields', key: 'custom_fields', icon: 'tag', right: 'custom_fields.edit', group: 'settings' },
  { to: '/settings/agents', key: 'agents', icon: 'people', right: 'agents.edit', group: 'settings' },
  { to: '/settings/erasures', key: 'erasures', icon: 'trash', right: 'contacts.erase', group: 'settings' },
  { to: '/settings/change-log', key: 'change_log', icon: 'clock', right: 'change_log.view', group: 'settings' },
  { to: '/settings/account', key: 'account', icon: 'settings', right: 'settings.edit', group: 'settings' },
] as const satisfies readonly (Pick<NavEntry, 'to' | 'icon'> & { key: string; right: Right; group: string })[];
const groups = ['directory', 'settings'] as const;

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { caller } = ctx;
  if (caller.kind !== 'agent') throw new Failure('not_signed_in', 'platform.not_signed_in');
  const { name } = await findAccount(ctx);
  return {
    account_name: name,
    agent: { name: caller.name, role: caller.role },
    rights: [...caller.rights],
    imports_at_work: caller.rights.has('imports.run') ? await countImports(ctx) : 0,
    is_plain: isPlain(new URL(request.url)),
  };
}

/** True where whoever is on the way can read along; this machine alone is nobody's way. */
function isPlain({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** The frame of every page that agents work in. */
export default function Console({ loaderData }: Route.ComponentProps) {
  const { account_name, agent, rights, imports_at_work, is_plain } = loaderData;
  const t = useTranslations('console');
  const roles = useTranslations('agents.roles');
  const shown = groups.map((group) => ({
    ...(group === 'settings' && { label: t('settings') }),
    entries: nav
      .filter((entry) => entry.group === group && rights.includes(entry.right))
      .map(({ to, key, icon }) => ({
        to,
        icon,
        label: t(`nav.${key}`),
        ...(key === 'imports' && imports_at_work > 0 && { badge: String(imports_at_work) }),
      })),
  }));
  return (
    <ConsoleLayout
      accountName={account_name}
      homeTo="/"
      nav={shown.filter(({ entries }) => entries.length > 0)}
      agent={{ name: agent.name, role: roles(agent.role) }}
      banner={is_plain && <Notice tone="warning">{t('plain_http')}</Notice>}
      agentMenu={
        <>
          <MenuLink to="/profile" icon="person">
            {t('profile')}
          </MenuLink>
          <MenuDivider />
          <MenuRow>
            <LanguageSwitch />
          </MenuRow>
          <MenuRow>
            <ThemeSwitch />
          </MenuRow>
          <MenuDivider />
          <MenuForm action="/sign-out" icon="signOut">
            {t('sign_out')}
          </MenuForm>
        </>
      }
    >
      <Outlet />
    </ConsoleLayout>
  );
}
