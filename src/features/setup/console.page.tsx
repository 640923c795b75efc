import { Outlet } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { Failure } from '#platform/failure.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Right } from '#platform/rights.ts';
import { ConsoleLayout, type NavEntry } from '#ui/console-layout.tsx';
import { LanguageSwitch } from '#ui/language-switch.tsx';
import { MenuDivider, MenuForm, MenuRow } from '#ui/menu.tsx';
import { ThemeSwitch } from '#ui/theme-switch.tsx';
import type { Route } from './+types/console.page.ts';

/** Where the console leads: `console.nav.<key>` is its label; an entry is shown to who has its right. */
const nav = [
  { to: '/contacts', key: 'contacts', icon: 'people', right: 'contacts.view', group: 'directory' },
  { to: '/companies', key: 'companies', icon: 'building', right: 'companies.view', group: 'directory' },
  { to: '/invitations', key: 'invitations', icon: 'mail', right: 'contacts.view', group: 'directory' },
  { to: '/settings/fields', key: 'custom_fields', icon: 'tag', right: 'custom_fields.edit', group: 'settings' },
] as const satisfies readonly (Pick<NavEntry, 'to' | 'icon'> & { key: string; right: Right; group: string })[];
const groups = ['directory', 'settings'] as const;

export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { caller } = ctx;
  if (caller.kind !== 'agent') throw new Failure('not_signed_in', 'platform.not_signed_in');
  const { name } = await findAccount(ctx);
  return { account_name: name, agent: { name: caller.name, role: caller.role }, rights: [...caller.rights] };
}

/** The frame of every page that agents work in. */
export default function Console({ loaderData: { account_name, agent, rights } }: Route.ComponentProps) {
  const t = useTranslations('console');
  const roles = useTranslations('agents.roles');
  const shown = groups.map((group) => ({
    ...(group === 'settings' && { label: t('settings') }),
    entries: nav
      .filter((entry) => entry.group === group && rights.includes(entry.right))
      .map(({ to, key, icon }) => ({ to, icon, label: t(`nav.${key}`) })),
  }));
  return (
    <ConsoleLayout
      accountName={account_name}
      homeTo="/"
      nav={shown.filter(({ entries }) => entries.length > 0)}
      agent={{ name: agent.name, role: roles(agent.role) }}
      agentMenu={
        <>
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
