import { useTranslations } from 'use-intl';
import { pageContext } from '#platform/http/page-context.ts';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Moment } from '#ui/moment.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { type Column, Table } from '#ui/table.tsx';
import type { Route } from './+types/agent-list.page.ts';
import { type Agent, agentTones } from './agent.ts';
import { listAgents } from './list-agents.ts';

export const handle = { words: ['agents'] };

export async function loader({ context }: Route.LoaderArgs) {
  return { agents: await listAgents(pageContext(context)) };
}

/** Everybody who works in the console. */
export default function AgentList({ loaderData: { agents } }: Route.ComponentProps) {
  const t = useTranslations('agents');
  return (
    <>
      <PageHeader
        title={t('list.title')}
        subtitle={t('list.subtitle')}
        actions={
          <ButtonLink to="/settings/agents/new" kind="primary" icon="plus">
            {t('list.invite')}
          </ButtonLink>
        }
      />
      <Page layout="wide">
        <Table
          caption={t('list.title')}
          columns={useColumns()}
          rows={agents}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          pathOf={({ id }) => `/settings/agents/${id}`}
        />
      </Page>
    </>
  );
}

function useColumns(): [Column<Agent>, ...Column<Agent>[]] {
  const t = useTranslations('agents');
  return [
    { key: 'name', header: t('fields.name'), cell: ({ name }) => name },
    { key: 'email', header: t('fields.email'), cell: ({ email }) => email, width: 'wide' },
    { key: 'role', header: t('fields.role'), cell: ({ role }) => t(`roles.${role}`) },
    {
      key: 'state',
      header: t('list.state'),
      cell: ({ state }) => <Badge tone={agentTones[state]}>{t(`states.${state}`)}</Badge>,
    },
    {
      key: 'last_sign_in_at',
      header: t('list.last_sign_in'),
      cell: ({ last_sign_in_at: at }) => (at ? <Moment at={at} /> : t('list.never')),
    },
  ];
}
