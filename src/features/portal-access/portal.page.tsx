import { Outlet, redirect, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { portalLook } from '#features/mail-templates/look/portal-look.ts';
import { isLooking } from '#platform/context.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Button } from '#ui/button.tsx';
import { PortalLayout } from '#ui/portal-layout.tsx';
import type { Route } from './+types/portal.page.ts';
import { isOwed } from './consents/consent.ts';
import { findOwnConsents } from './consents/find-own-consents.ts';
import { ContactPoints } from './contact-points.tsx';
import { findProfile } from './find-profile.ts';
import { PolicyLinks } from './policy-links.tsx';
import { ViewBanner } from './view-banner.tsx';

/** Customers' pages are plain HTML: no script is needed or sent. */
export const handle = { scripts: false };

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { name } = await findProfile(ctx);
  const account = await findAccount(ctx);
  const { name: account_name, support_email, support_phone, support_url, privacy_policy_url, terms_url } = account;
  const { caller } = ctx;
  const { pathname, search } = new URL(request.url);
  // Nothing is gone on with until what is required is agreed to, as it is worded now.
  if (pathname !== consentsPath && !isLooking(caller) && (await findOwnConsents(ctx)).some(isOwed)) {
    throw redirect(`${consentsPath}?${new URLSearchParams({ return_to: pathname + search })}`, { status: 303 });
  }
  return {
    view: isLooking(caller) && caller.kind === 'contact' ? { contact_id: caller.contact_id } : null,
    name,
    account_name,
    look: portalLook(account),
    points: { support_email, support_phone, support_url },
    policies: { privacy_policy_url, terms_url },
  };
}

const consentsPath = '/portal/consents';

/** The frame of everything that a signed-in customer sees. */
export default function Portal({
  loaderData: { view, name, account_name, look, points, policies },
}: Route.ComponentProps) {
  const t = useTranslations('portal_access.portal');
  const { pathname } = useLocation();
  const nav = [
    { to: '/portal', label: t('home') },
    { to: '/portal/profile', label: t('profile') },
    { to: '/portal/security', label: t('security') },
  ];
  return (
    <PortalLayout
      accountName={account_name}
      {...look}
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
      footer={
        <>
          <PolicyLinks {...policies} />
          <ContactPoints {...points} />
        </>
      }
    >
      <Outlet />
    </PortalLayout>
  );
}
