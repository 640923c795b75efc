import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { Failure } from '#platform/failure.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Form } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { Panel } from '#ui/panel.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { Route } from './+types/choose-password.page.ts';
import type { linkLife } from './agent.ts';
import { agentLinkCookie, readAgentLinkCookie } from './agent-link-cookie.ts';
import { chooseAgentPassword } from './choose-agent-password.ts';
import { findAgentLink } from './find-agent-link.ts';
import { stepCookie } from './second-factor/step-cookie.ts';

const purposeOf = ({ url }: Request): keyof typeof linkLife =>
  new URL(url).pathname.startsWith('/accept') ? 'agent_invitation' : 'agent_reset';

export async function loader({ context, request }: Route.LoaderArgs) {
  const purpose = purposeOf(request);
  const token = readAgentLinkCookie(request);
  try {
    const { name, email, expires_at } = await findAgentLink(pageContext(context), { purpose, token });
    return { purpose, link: { name, email, expires_at } };
  } catch (error) {
    if (error instanceof Failure && error.kind === 'expired') return data({ purpose, link: null }, { status: 410 });
    throw error;
  }
}

export async function action(args: Route.ActionArgs) {
  const url = new URL(args.request.url);
  const { password = '' } = await formValues(args, ['password', 'email']);
  const given = { purpose: purposeOf(args.request), token: readAgentLinkCookie(args.request), password } as const;
  const entrance = await chooseAgentPassword(pageContext(args.context), given);
  const headers = new Headers({ 'set-cookie': agentLinkCookie(null, url) });
  if ('step' in entrance) headers.append('set-cookie', stepCookie(entrance.step, url));
  else headers.append('set-cookie', sessionCookie('console', entrance.session, url));
  return redirect('step' in entrance ? '/sign-in/code' : '/', { status: 303, headers });
}

/** Accepting an invitation and replacing a forgotten password: one field, and the agent is in. */
export default function ChoosePassword({ loaderData: { purpose, link } }: Route.ComponentProps) {
  const t = useTranslations('agents.choose_password');
  const words = useTranslations(`agents.choose_password.${purpose}`);
  if (!link) {
    return (
      <Panel title={t('dead_title')} intro={words('dead')}>
        <a href="/forgotten">{t('new_link')}</a>
      </Panel>
    );
  }
  return (
    <Panel title={words('title', { name: link.name })} intro={words('intro', { email: link.email })}>
      <Form>
        {/* Tells password managers whose password this is. */}
        <input type="hidden" name="email" value={link.email} autoComplete="username" />
        <TextField
          name="password"
          type="password"
          label={t('password')}
          hint={t('password_hint')}
          size="large"
          autoComplete="new-password"
          autoFocus
          isRequired
        />
        <SubmitButton size="large" isWide>
          {words('submit')}
        </SubmitButton>
      </Form>
      <p>
        {t('until')} <Moment at={link.expires_at} as="exact" />
      </p>
    </Panel>
  );
}
