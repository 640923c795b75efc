import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Badge } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/agent.page.ts';
import { type Agent, agentTones } from './agent.ts';
import { deactivateAgent } from './deactivate-agent.ts';
import { findAgent } from './find-agent.ts';
import { reactivateAgent } from './reactivate-agent.ts';
import { resendAgentInvitation } from './resend-agent-invitation.ts';
import { RoleField } from './role-field.tsx';
import { findSecondFactor } from './second-factor/find-second-factor.ts';
import { resetSecondFactor } from './second-factor/reset-second-factor.ts';
import { unlockAgent } from './unlock-agent.ts';
import { updateAgentRole } from './update-agent-role.ts';

const news = ['invited', 'invited_again', 'role', 'unlocked', 'codes_reset', 'deactivated', 'reactivated'] as const;

export const handle = { words: ['agents'] };

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const agent = await findAgent(ctx, { agent_id: readId(params.id) });
  const { searchParams } = new URL(request.url);
  return {
    agent,
    has_codes: (await findSecondFactor(ctx, { agent_id: agent.id })).confirmed_at !== null,
    done: news.find((one) => searchParams.has(one)) ?? null,
    sends_mail: ctx.sends_mail,
    is_self: ctx.caller.kind === 'agent' && ctx.caller.agent_id === agent.id,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const agent_id = readId(args.params.id);
  const { intent, role = '' } = await formValues(args, ['intent', 'role']);
  const path = `/settings/agents/${agent_id}`;
  if (intent === 'deactivate') {
    await deactivateAgent(ctx, { agent_id });
    return redirect(`${path}?deactivated`);
  }
  if (intent === 'reactivate') {
    await reactivateAgent(ctx, { agent_id });
    return redirect(`${path}?reactivated`);
  }
  if (intent === 'unlock') {
    await unlockAgent(ctx, { agent_id });
    return redirect(`${path}?unlocked`);
  }
  if (intent === 'reset_codes') {
    await resetSecondFactor(ctx, { agent_id });
    return redirect(`${path}?codes_reset`);
  }
  if (intent === 'invite') {
    await resendAgentInvitation(ctx, { agent_id });
    return redirect(`${path}?invited_again`);
  }
  await updateAgentRole(ctx, { agent_id, role });
  return redirect(`${path}?role`);
}

export default function AgentPage({ loaderData }: Route.ComponentProps) {
  const { agent, has_codes, done, sends_mail, is_self } = loaderData;
  const t = useTranslations('agents');
  const isInvitation = done === 'invited' || done === 'invited_again';
  return (
    <>
      <PageHeader
        title={agent.name}
        crumbs={[{ to: '/settings/agents', label: t('list.title') }]}
        beside={<Badge tone={agentTones[agent.state]}>{t(`states.${agent.state}`)}</Badge>}
      />
      <Page>
        {done && (
          <Notice tone="success" isNews>
            {isInvitation && !sends_mail
              ? t('done.without_mail')
              : t(`done.${done}`, { name: agent.name, email: agent.email })}
          </Notice>
        )}
        <Card title={t('page.about')}>
          <KeyValueList
            entries={[
              { key: 'email', label: t('fields.email'), value: agent.email },
              {
                key: 'last_sign_in_at',
                label: t('list.last_sign_in'),
                value: agent.last_sign_in_at ? <Moment at={agent.last_sign_in_at} /> : t('list.never'),
              },
              ...(agent.invited_at
                ? [{ key: 'invited_at', label: t('page.invited'), value: <Moment at={agent.invited_at} /> }]
                : []),
            ]}
          />
        </Card>
        <Card title={t('page.rights')} actions={<Link to="/settings/rights">{t('page.what_roles_may')}</Link>}>
          <Form intent="role">
            <RoleField key={agent.role} role={agent.role} />
            <FormActions>
              <SubmitButton>{t('page.save_role')}</SubmitButton>
            </FormActions>
          </Form>
        </Card>
        <AccessCard agent={agent} isSelf={is_self} hasCodes={has_codes} />
      </Page>
    </>
  );
}

/** What stands between him and his work, in words, and the one right button. */
function AccessCard({ agent, isSelf, hasCodes }: { agent: Agent; isSelf: boolean; hasCodes: boolean }) {
  const t = useTranslations('agents');
  return (
    <Card
      title={t('page.access')}
      actions={
        agent.state !== 'invited' &&
        !isSelf && <Link to={`/settings/agents/${agent.id}/sessions`}>{t('page.sessions')}</Link>
      }
    >
      <p>{t(`state_sentences.${agent.state}`)}</p>
      {hasCodes && <p>{t('page.has_codes')}</p>}
      <FormActions>
        {agent.state === 'invited' && (
          <Form intent="invite" layout="bare">
            <Button icon="mail">{t('page.invite_again')}</Button>
          </Form>
        )}
        {agent.state === 'locked' && (
          <Form intent="unlock" layout="bare">
            <Button>{t('page.unlock')}</Button>
          </Form>
        )}
        {hasCodes && !isSelf && agent.state !== 'deactivated' && (
          <Form intent="reset_codes" layout="bare">
            <Button>{t('page.reset_codes')}</Button>
          </Form>
        )}
        {agent.state === 'deactivated' ? (
          <Form intent="reactivate" layout="bare">
            <Button>{t('page.reactivate')}</Button>
          </Form>
        ) : (
          !isSelf && (
            <Form intent="deactivate" layout="bare">
              <Button>{t('page.deactivate')}</Button>
            </Form>
          )
        )}
      </FormActions>
    </Card>
  );
}
