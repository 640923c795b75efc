import { useTranslations } from 'use-intl';
import { LeavingPage } from '#features/sign-in-providers/leaving.tsx';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import type { Route } from './+types/contact-links.page.ts';
import { actOnOwnLinks } from './act-on-own-links.ts';
import { readLinkNews } from './link-news.ts';
import { listOwnLinks } from './list-own-links.ts';
import css from './own-links.module.css';
import { OwnLinksView } from './own-links-view.tsx';

const path = '/portal/profile/sign-in';

export async function loader({ context, request }: Route.LoaderArgs) {
  return { ...(await listOwnLinks(pageContext(context))), news: readLinkNews(new URL(request.url)) };
}

export function action(args: Route.ActionArgs) {
  return actOnOwnLinks(args, { path });
}

/** A customer's own ways in. */
export default function ContactLinks({ loaderData, actionData }: Route.ComponentProps) {
  const t = useTranslations('sign_in_providers.own');
  if (actionData && 'url' in actionData) return <LeavingPage leaving={actionData} back={path} />;
  return (
    <div className={css.page}>
      <title>{t('title')}</title>
      <h1>{t('title')}</h1>
      <OwnLinksView {...loaderData} confirm={`/portal/confirm?return_to=${path}`} />
      <p>
        <ButtonLink to="/portal/security" reloadDocument>
          {t('back')}
        </ButtonLink>
      </p>
    </div>
  );
}
