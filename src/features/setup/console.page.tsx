import { Outlet } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { countImports } from '#features/imports/count-imports.ts';
import { countSignUps } from '#features/invitations/sign-up/count-sign-ups.ts';
import { Failure } from '#platform/failure.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ConsoleLayout } from '#ui/console-layout.tsx';
import { LanguageSwitch } from '#ui/language-switch.tsx';
import { MenuDivider, MenuForm, MenuLink, MenuRow } from '#ui/menu.tsx';
import { Notice } from '#ui/notice.tsx';
import { ThemeSwitch } from '#ui/theme-switch.tsx';
import type { Route } from './+types/console.page.ts';
import { consoleNav } from './console-nav.tsx';

const groups = ['directory', 'settings'] as const;

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { caller } = ctx;
  if (caller.kind !== 'agent') throw new Failure('not_signed_in', 'platform.not_signed_in');
  const { name, has_sign_up_approval } = await findAccount(ctx);
  const waiting_sign_ups = caller.rights.has('sign_ups.decide') ? await countSignUps(ctx) : 0;
  return {
    account_name: name,
    agent: { name: caller.name, role: caller.role },
    rights: [...caller.rights],
    imports_at_work: caller.rights.has('imports.run') ? await countImports(ctx) : 0,
    waiting_sign_ups,
    // Where nobody waits and nobody will, there is nothing to go to.
    has_sign_ups: has_sign_up_approval || waiting_sign_ups > 0,
    is_plain: isPlain(new URL(request.url)),
  };
}

/** True where whoever is on the way can read along; this machine alone is nobody's way. */
function isPlain({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** The frame of every page that agents work in. */
export default function Console({ loaderData }: Route.ComponentProps) {
  const { account_name, agent, rights, imports_at_work, waiting_sign_ups, has_sign_ups, is_plain } = loaderData;
  const badges: Record<string, number> = { imports: imports_at_work, sign_ups: waiting_sign_ups };
  const t = useTranslations('console');
  const roles = useTranslations('console.roles');
  const shown = groups.map((group) => ({
    ...(group === 'settings' && { label: t('settings') }),
    entries: consoleNav
      .filter((entry) => entry.group === group && rights.includes(entry.right))
      .filter(({ key }) => key !== 'sign_ups' || has_sign_ups)
      .map(({ to, key, icon }) => ({
        to,
        icon,
        label: t(`nav.${key}`),
        ...(badges[key] && { badge: String(badges[key]) }),
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
