import { Outlet, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { isLooking } from '#platform/context.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Button } from '#ui/button.tsx';
import { PortalLayout } from '#ui/portal-layout.tsx';
import type { Route } from './+types/portal.page.ts';
import { ContactPoints } from './contact-points.tsx';
import { findProfile } from './find-profile.ts';
import { ViewBanner } from './view-banner.tsx';

/** Customers' pages are plain HTML: no script is needed or sent. */
export const handle = { scripts: false };

export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { name } = await findProfile(ctx);
  const { name: account_name, support_email, support_phone, support_url } = await findAccount(ctx);
  const { caller } = ctx;
  return {
    view: isLooking(caller) && caller.kind === 'contact' ? { contact_id: caller.contact_id } : null,
    name,
    account_name,
    points: { support_email, support_phone, support_url },
  };
}

/** The frame of everything that a signed-in customer sees. */
export default function Portal({ loaderData: { view, name, account_name, points } }: Route.ComponentProps) {
  const t = useTranslations('portal_access.portal');
  const { pathname } = useLocation();
  const nav = [
    { to: '/portal', label: t('home') },
    { to: '/portal/profile', label: t('profile') },
  ];
  return (
    <PortalLayout
      accountName={account_name}
      homeTo="/portal"
      nav={nav.map((entry) => ({ ...entry, isCurrent: entry.to === pathname }))}
      banner={view && <ViewBanner contact_id={view.contact_id} name={name} />}
      person={
        <>
          <span>{name}</span>
          {!view && (
            <form method="post" action="/portal/sign-out">
              <Button>{t('sign_out')}</Button>
            </form>
          )}
        </>
      }
      footer={<ContactPoints {...points} />}
    >
      <Outlet />
    </PortalLayout>
  );
}
