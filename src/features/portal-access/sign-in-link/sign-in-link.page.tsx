import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { sendWayIn } from '#features/invitations/send-way-in.ts';
import { WayInForm, WayInSent } from '#features/portal-access/way-in-form.tsx';
import { Failure } from '#platform/failure.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Panel } from '#ui/panel.tsx';
import type { Route } from './+types/sign-in-link.page.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { has_sign_in_links } = await findAccount(pageContext(context));
  if (!has_sign_in_links) throw new Failure('not_found', 'platform.not_found');
  return null;
}

export async function action(args: Route.ActionArgs) {
  const { email = '' } = await formValues(args, ['email']);
  await sendWayIn(pageContext(args.context), { email, by: 'link' });
  return { is_sent: true };
}

/** Signing in without a password: a link goes to the address, whoever asks. */
export default function SignInLink({ actionData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.sign_in_link');
  const wayIn = useTranslations('portal_access.way_in');
  const isSent = actionData !== undefined && 'is_sent' in actionData;
  return (
    <Panel title={isSent ? wayIn('sent_title') : t('title')} intro={isSent ? undefined : t('intro')}>
      {isSent ? <WayInSent /> : <WayInForm label={t('send')} />}
      <a href="/portal/sign-in">{wayIn('back')}</a>
    </Panel>
  );
}
