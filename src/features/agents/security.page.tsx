import { redirectDocument, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
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
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { FormFailure } from '#ui/form.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/security.page.ts';
import { allowAgent } from './allow-agent.ts';
import { confirmOwnEnrolment } from './second-factor/confirm-own-enrolment.ts';
import { deleteOwnSecondFactor } from './second-factor/delete-own-second-factor.ts';
import { findEnrolment } from './second-factor/find-enrolment.ts';
import { findSecondFactor } from './second-factor/find-second-factor.ts';
import { renewOwnRecoveryCodes } from './second-factor/renew-own-recovery-codes.ts';
import { SecondFactorCard } from './second-factor/second-factor-card.tsx';
import { startOwnEnrolment } from './second-factor/start-own-enrolment.ts';

/** Plain forms: the words of this page would weigh on every other page of the console. */
export const handle = { scripts: false };

const path = '/profile/security';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { agent_id } = allowAgent(ctx);
  const { is_second_factor_required } = await findAccount(ctx);
  const { searchParams } = new URL(request.url);
  const is_fresh = await isFresh(ctx);
  return {
    sessions: await listOwnSessions(ctx),
    links: await listOwnLinks(ctx),
    factor: await findSecondFactor(ctx, { agent_id }),
    enrolment: is_fresh ? await findEnrolment(ctx, { agent_id }) : null,
    is_second_factor_required,
    passkeys: await listOwnPasskeys(ctx),
    is_fresh,
    ended: searchParams.get('ended'),
    changed: searchParams.get('passkey'),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  allowAgent(ctx);
  const given = await formValues(args, [...passkeyFields, 'session_id', 'code']);
  const changed = await changePasskeysByForm(ctx, given);
  if (changed) return redirectDocument(`${path}?passkey=${changed}`, 303);
  const { intent, code = '' } = given;
  if (intent === 'confirm_second_factor') return { codes: await confirmOwnEnrolment(ctx, { code }) };
  if (intent === 'renew_codes') return { codes: await renewOwnRecoveryCodes(ctx, { code }) };
  if (intent === 'start_second_factor') {
    await startOwnEnrolment(ctx);
    return redirectDocument(path, 303);
  }
  if (intent === 'remove_second_factor') {
    await deleteOwnSecondFactor(ctx, { code });
    return redirectDocument(`${path}?without_codes`, 303);
  }
  const ended = await endSessionsByForm(ctx, given);
  if (ended?.is_out) return signedOut('console', new URL(args.request.url));
  return redirectDocument(`${path}?ended=${given.intent === 'end_others' ? 'others' : 'one'}`, 303);
}

/** How an agent gets in, and where he is signed in. */
export default function Security({ loaderData }: Route.ComponentProps) {
  const { sessions, links, passkeys, factor, enrolment, is_second_factor_required } = loaderData;
  const { is_fresh, ended, changed } = loaderData;
  const t = useTranslations('sessions');
  const keys = useTranslations('passkeys');
  const answer = useActionData() as { failure?: FormFailure; codes?: string[] } | undefined;
  const failure = answer?.failure?.intent === 'add_passkey' ? answer.failure : null;
  const profile = useTranslations('agents.profile');
  return (
    <>
      <PageHeader
        title={t('page.title')}
        subtitle={t('page.subtitle')}
        crumbs={[{ to: '/profile', label: profile('title') }]}
      />
      <Page>
        {(ended === 'one' || ended === 'others') && (
          <Notice tone="success" isNews>
            {t(`ended.${ended}`)}
          </Notice>
        )}
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
        <SecondFactorCard
          factor={factor}
          enrolment={enrolment}
          codes={answer?.codes ?? null}
          isRequired={is_second_factor_required}
          isFresh={is_fresh}
        />
        <PasskeyList passkeys={passkeys} isFresh={is_fresh} side="console" />
        <LinksCard links={links.links} others={links.others} to="/profile/sign-in" />
        <SessionList sessions={sessions} of="own" />
      </Page>
    </>
  );
}
