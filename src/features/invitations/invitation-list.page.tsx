import { useTranslations } from 'use-intl';
import { InviteInRow } from '#features/contacts/list/invite-in-row.tsx';
import { isAllowed } from '#platform/context.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { Table } from '#ui/table.tsx';
import type { Route } from './+types/invitation-list.page.ts';
import { useInvitationColumns } from './invitation-columns.tsx';
import { listInvitations } from './list-invitations.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { after } = queryValues(new URL(request.url), ['after']);
  const place = Number(after) || 0;
  const list = await listInvitations(ctx, place > 0 ? { after: place } : {});
  const can_invite = isAllowed(ctx, 'contacts.invite');
  return { ...list, is_newest: place === 0, can_invite, can_see_bulk_actions: isAllowed(ctx, 'contacts.bulk') };
}

/** Who was invited, and how far each invitation has come. */
export default function InvitationList({ loaderData }: Route.ComponentProps) {
  const { invitations, next, is_newest, can_invite, can_see_bulk_actions } = loaderData;
  const t = useTranslations('invitations');
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={can_see_bulk_actions && <ButtonLink to="/bulk-actions">{t('bulk_actions')}</ButtonLink>}
      />
      <Page layout="list">
        <Table
          caption={t('title')}
          columns={useInvitationColumns()}
          rows={invitations}
          idOf={({ id }) => id}
          nameOf={({ contact_name }) => contact_name}
          pathOf={({ contact_id }) => `/contacts/${contact_id}`}
          actionsOf={({ contact_id, contact_name, state }) =>
            can_invite &&
            state !== 'activated' && (
              <InviteInRow contact={{ id: contact_id, name: contact_name, portal_state: 'invited' }} />
            )
          }
          empty={
            <EmptyState
              title={t('none')}
              actions={
                <ButtonLink to="/contacts" kind="primary">
                  {t('to_contacts')}
                </ButtonLink>
              }
            >
              {t('none_hint')}
            </EmptyState>
          }
        />
        <Pager previousTo={null} nextTo={next === null ? null : `/invitations?after=${next}`}>
          {!is_newest && (
            <ButtonLink to="/invitations" kind="link">
              {t('newest')}
            </ButtonLink>
          )}
        </Pager>
      </Page>
    </>
  );
}
