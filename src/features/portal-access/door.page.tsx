import { Outlet } from 'react-router';
import { findAccount } from '#features/accounts/find-account.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { PortalLayout } from '#ui/portal-layout.tsx';
import type { Route } from './+types/door.page.ts';
import { ContactPoints } from './contact-points.tsx';

/** Customers come in by plain forms. */
export const handle = { scripts: false };

export async function loader({ context }: Route.LoaderArgs) {
  const { name, support_email, support_phone, support_url } = await findAccount(pageContext(context));
  return { account_name: name, points: { support_email, support_phone, support_url } };
}

/** The frame of the pages by which customers come in: sign-in, activation, forgotten password. */
export default function Door({ loaderData: { account_name, points } }: Route.ComponentProps) {
  return (
    <PortalLayout
      accountName={account_name}
      homeTo="/portal/sign-in"
      width="task"
      footer={<ContactPoints {...points} />}
    >
      <Outlet />
    </PortalLayout>
  );
}
