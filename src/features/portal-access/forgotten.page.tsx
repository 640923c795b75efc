import { useTranslations } from 'use-intl';
import { sendWayIn } from '#features/invitations/send-way-in.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Panel } from '#ui/panel.tsx';
import type { Route } from './+types/forgotten.page.ts';
import { WayInForm, WayInSent } from './way-in-form.tsx';

export async function action(args: Route.ActionArgs) {
  const { email = '' } = await formValues(args, ['email']);
  await sendWayIn(pageContext(args.context), { email });
  return { is_sent: true };
}

/** A way in by mail, whoever asks and whatever the reason. */
export default function Forgotten({ actionData }: Route.ComponentProps) {
  const t = useTranslations('portal_access.way_in');
  const isSent = actionData !== undefined && 'is_sent' in actionData;
  return (
    <Panel title={isSent ? t('sent_title') : t('title')} intro={isSent ? undefined : t('intro')}>
      {isSent ? <WayInSent /> : <WayInForm />}
      <a href="/portal/sign-in">{t('back')}</a>
    </Panel>
  );
}
