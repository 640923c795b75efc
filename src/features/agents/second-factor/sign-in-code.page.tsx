import { data, redirect, useActionData } from 'react-router';
import { useTranslations } from 'use-intl';
import { deviceCookie } from '#features/sessions/device-cookie.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { Failure } from '#platform/failure.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { safeReturnPath } from '#platform/http/safe-return-path.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/sign-in-code.page.ts';
import { answerSignInStep } from './answer-sign-in-step.ts';
import { CodeField } from './code-field.tsx';
import { EnrolmentView } from './enrolment-view.tsx';
import { findEnrolment } from './find-enrolment.ts';
import { RecoveryCodeList } from './recovery-code-list.tsx';
import { findSignInStep } from './sign-in-steps.ts';
import { readStepCookie, stepCookie } from './step-cookie.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const url = new URL(request.url);
  const return_to = safeReturnPath(url.searchParams.get('return_to'));
  try {
    const { agent_id, asks } = await findSignInStep(ctx, readStepCookie(request));
    return { asks, enrolment: asks === 'enrolment' ? await findEnrolment(ctx, { agent_id }) : null, return_to };
  } catch (error) {
    // Spent by the answer that is being drawn, tried too often or too old: the page says what to do.
    if (!(error instanceof Failure && error.kind === 'expired')) throw error;
    return { asks: 'nothing' as const, enrolment: null, return_to };
  }
}

export async function action(args: Route.ActionArgs) {
  const url = new URL(args.request.url);
  const { code = '' } = await formValues(args, ['code']);
  const answered = await answerSignInStep(pageContext(args.context), { token: readStepCookie(args.request), code });
  const headers = new Headers({ 'set-cookie': sessionCookie('console', answered.session, url) });
  headers.append('set-cookie', deviceCookie('console', answered.device, url));
  headers.append('set-cookie', stepCookie(null, url));
  const { recovery_codes } = answered;
  if (recovery_codes) return data({ recovery_codes }, { headers });
  return redirect(safeReturnPath(url.searchParams.get('return_to')), { status: 303, headers });
}

/** After the password: the code of his app, or setting one up where the account asks all agents for it. */
export default function SignInCode({ loaderData: { asks, enrolment, return_to } }: Route.ComponentProps) {
  const t = useTranslations('second_factor');
  const answer = useActionData() as { recovery_codes?: string[] } | undefined;
  if (answer?.recovery_codes) {
    return (
      <Panel title={t('sign_in.done_title')}>
        <RecoveryCodeList codes={answer.recovery_codes} />
        <ButtonLink to={return_to} kind="primary" size="large" isWide reloadDocument>
          {t('sign_in.go_on')}
        </ButtonLink>
      </Panel>
    );
  }
  if (asks === 'nothing') {
    return (
      <Panel title={t('sign_in.over_title')} intro={t('sign_in.over')}>
        <a href="/sign-in">{t('sign_in.again')}</a>
      </Panel>
    );
  }
  return (
    <Panel
      title={t(asks === 'code' ? 'sign_in.title' : 'sign_in.enrol_title')}
      intro={t(asks === 'code' ? 'sign_in.intro' : 'sign_in.enrol_intro')}
    >
      {enrolment && <EnrolmentView enrolment={enrolment} />}
      <Form>
        <CodeField isFirst={asks === 'enrolment'} size="large" />
        <SubmitButton size="large" isWide>
          {t('sign_in.submit')}
        </SubmitButton>
      </Form>
      <a href="/sign-in">{t('sign_in.other')}</a>
    </Panel>
  );
}
