import { redirect, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import css from '#features/portal-access/portal.module.css';
import { portalReturnPath } from '#features/portal-access/portal-return-path.ts';
import { proveContactByPassword } from '#features/portal-access/prove-contact-by-password.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { FormFailure } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import type { Route } from './+types/portal-confirm.page.ts';
import { listOwnPasskeys } from './list-own-passkeys.ts';
import { ProofPanel } from './proof-panel.tsx';
import { proveByPasskey } from './prove-by-passkey.ts';

export async function loader({ context }: Route.LoaderArgs) {
  return { has_passkeys: (await listOwnPasskeys(pageContext(context))).length > 0 };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { intent, password = '', credential = '' } = await formValues(args, ['intent', 'password', 'credential']);
  const session =
    intent === 'passkey' ? await proveByPasskey(ctx, { credential }) : await proveContactByPassword(ctx, { password });
  const url = new URL(args.request.url);
  const headers = { 'set-cookie': sessionCookie('portal', session, url) };
  const path = url.searchParams.has('return_to') ? portalReturnPath(url) : '/portal/security';
  return redirect(path, { status: 303, headers });
}

/** A customer proves once more that it is he, before he changes how he gets in. */
export default function PortalConfirm({ loaderData: { has_passkeys } }: Route.ComponentProps) {
  const t = useTranslations('passkeys.proof');
  const answer = useActionData() as { failure?: FormFailure } | undefined;
  return (
    <div className={css.page}>
      <title>{t('title')}</title>
      <h1>{t('title')}</h1>
      {answer?.failure?.intent === 'passkey' && (
        <Notice tone="danger" isNews>
          {answer.failure.sentence}
        </Notice>
      )}
      <ProofPanel side="portal" hasPasskeys={has_passkeys} />
    </div>
  );
}
