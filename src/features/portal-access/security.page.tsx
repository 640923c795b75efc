import { redirect, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import { changePasskeysByForm, passkeyFields } from '#features/passkeys/change-passkeys-by-form.ts';
import { listOwnPasskeys } from '#features/passkeys/list-own-passkeys.ts';
import { PasskeyList } from '#features/passkeys/passkey-list.tsx';
import { isFresh } from '#features/sessions/allow-fresh.ts';
import { endSessionsByForm } from '#features/sessions/end-sessions-by-form.ts';
import { listOwnSessions } from '#features/sessions/list-own-sessions.ts';
import { SessionList } from '#features/sessions/session-list.tsx';
import { signedOut } from '#features/sessions/signed-out.ts';
import { LinksCard } from '#features/sign-in-providers/own-links/links-card.tsx';
import { listOwnLinks } from '#features/sign-in-providers/own-links/list-own-links.ts';
import { allowContact, isLooking } from '#platform/context.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { FormFailure } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import type { Route } from './+types/security.page.ts';
import css from './portal.module.css';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allowContact(ctx);
  const { searchParams } = new URL(request.url);
  const isHis = !isLooking(ctx.caller);
  return {
    sessions: await listOwnSessions(ctx),
    links: isHis ? await listOwnLinks(ctx) : null,
    passkeys: isHis ? await listOwnPasskeys(ctx) : [],
    is_fresh: isHis && (await isFresh(ctx)),
    ended: searchParams.get('ended'),
    changed: searchParams.get('passkey'),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  allowContact(ctx);
  const given = await formValues(args, [...passkeyFields, 'session_id']);
  const changed = await changePasskeysByForm(ctx, given);
  if (changed) return redirect(`/portal/security?passkey=${changed}`, { status: 303 });
  const ended = await endSessionsByForm(ctx, given);
  if (ended?.is_out) return signedOut('portal', new URL(args.request.url));
  return redirect(`/portal/security?ended=${given.intent === 'end_others' ? 'others' : 'one'}`, { status: 303 });
}

/** How a customer gets in, and where he is signed in. */
export default function Security({ loaderData }: Route.ComponentProps) {
  const { sessions, links, passkeys, is_fresh, ended, changed } = loaderData;
  const t = useTranslations('sessions');
  const keys = useTranslations('passkeys');
  const answer = useActionData() as { failure?: FormFailure } | undefined;
  const failure = answer?.failure?.intent === 'add_passkey' ? answer.failure : null;
  return (
    <div className={css.page}>
      <title>{t('page.title')}</title>
      <h1>{t('page.title')}</h1>
      {(ended === 'one' || ended === 'others') && <Notice tone="success">{t(`ended.${ended}`)}</Notice>}
      {(changed === 'added' || changed === 'renamed' || changed === 'removed') && (
        <Notice tone="success" isNews>
          {keys(`done.${changed}`)}
        </Notice>
      )}
      {failure && (
        <Notice tone="danger" isNews>
          {failure.sentence}
        </Notice>
      )}
      <PasskeyList passkeys={passkeys} isFresh={is_fresh} side="portal" />
      {links && <LinksCard links={links.links} others={links.others} to="/portal/profile/sign-in" />}
      <SessionList sessions={sessions} of="own" />
    </div>
  );
}
