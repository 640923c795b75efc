import { Outlet } from 'react-router';
import { findAccount } from '#features/accounts/find-account.ts';
import { portalLook } from '#features/mail-templates/look/portal-look.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { PortalLayout } from '#ui/portal-layout.tsx';
import type { Route } from './+types/door.page.ts';
import { ContactPoints } from './contact-points.tsx';
import { PolicyLinks } from './policy-links.tsx';

/** Customers come in by plain forms. */
export const handle = { scripts: false };

export async function loader({ context }: Route.LoaderArgs) {
  const account = await findAccount(pageContext(context));
  const { name, support_email, support_phone, support_url, privacy_policy_url, terms_url } = account;
  return {
    account_name: name,
    look: portalLook(account),
    points: { support_email, support_phone, support_url },
    policies: { privacy_policy_url, terms_url },
  };
}

/** The frame of the pages by which customers come in: sign-in, activation, forgotten password. */
export default function Door({ loaderData: { account_name, look, points, policies } }: Route.ComponentProps) {
  return (
    <PortalLayout
      accountName={account_name}
      {...look}
      homeTo="/portal/sign-in"
      width="task"
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
