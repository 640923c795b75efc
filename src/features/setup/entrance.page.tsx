import { Outlet } from 'react-router';
import { findAccount } from '#features/accounts/find-account.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { PortalLayout } from '#ui/portal-layout.tsx';
import type { Route } from './+types/entrance.page.ts';

/** Agents come in without a script too. */
export const handle = { scripts: false };

export async function loader({ context }: Route.LoaderArgs) {
  const { name } = await findAccount(pageContext(context));
  return { account_name: name };
}

/** The frame of the pages by which agents come in: sign-in, invitation, forgotten password. */
export default function Entrance({ loaderData: { account_name } }: Route.ComponentProps) {
  return (
    <PortalLayout accountName={account_name} homeTo="/sign-in" width="task">
      <Outlet />
    </PortalLayout>
  );
}
