import { useTranslations } from 'use-intl';
import { LeavingPage } from '#features/sign-in-providers/leaving.tsx';
import { pageContext } from '#platform/http/page-context.ts';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/agent-links.page.ts';
import { actOnOwnLinks } from './act-on-own-links.ts';
import { readLinkNews } from './link-news.ts';
import { listOwnLinks } from './list-own-links.ts';
import { OwnLinksView } from './own-links-view.tsx';

/** Plain forms, as the page that leads here. */
export const handle = { scripts: false };

const path = '/profile/sign-in';

export async function loader({ context, request }: Route.LoaderArgs) {
  return { ...(await listOwnLinks(pageContext(context))), news: readLinkNews(new URL(request.url)) };
}

export function action(args: Route.ActionArgs) {
  return actOnOwnLinks(args, { path });
}

/** An agent's own ways in beside his password. */
export default function AgentLinks({ loaderData, actionData }: Route.ComponentProps) {
  const t = useTranslations('sign_in_providers.own');
  const sessions = useTranslations('sessions');
  if (actionData && 'url' in actionData) return <LeavingPage leaving={actionData} back={path} />;
  return (
    <>
      <PageHeader title={t('title')} crumbs={[{ to: '/profile/security', label: sessions('page.title') }]} />
      <Page>
        <OwnLinksView {...loaderData} confirm={`/profile/confirm?return_to=${path}`} />
      </Page>
    </>
  );
}
