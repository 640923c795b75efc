import { useTranslations } from 'use-intl';
import { InviteInRow } from '#features/contacts/list/invite-in-row.tsx';
import { findPace } from '#features/outbox/pace/find-pace.ts';
import { isAllowed } from '#platform/context.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Form } from '#ui/form.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { SelectionBar } from '#ui/selection-bar.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { useSelection } from '#ui/use-selection.ts';
import type { Route } from './+types/invitation-list.page.ts';
import css from './board.module.css';
import { type BoardState, boardStates } from './board-state.ts';
import { CopiedLinks } from './copied-links.tsx';
import { copyInvitationLinks } from './copy-invitation-links.ts';
import { countInvitations } from './count-invitations.ts';
import { useInvitationColumns } from './invitation-columns.tsx';
import { listInvitations } from './list-invitations.ts';
import { PaceWords } from './pace-words.tsx';

export const handle = { words: ['invitation_board'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const {
    state: asked,
    after,
    bulk_action_id,
  } = queryValues(new URL(request.url), ['state', 'after', 'bulk_action_id']);
  const state = boardStates.find((one) => one === asked);
  const place = Number(after) || 0;
  const ofSending = Number(bulk_action_id) > 0 ? { bulk_action_id: Number(bulk_action_id) } : {};
  const [list, counts, pace] = await Promise.all([
    listInvitations(ctx, { ...ofSending, ...(state && { state }), ...(place > 0 && { after: place }) }),
    countInvitations(ctx, ofSending),
    isAllowed(ctx, 'mail.view') ? findPace(ctx) : null,
  ]);
  return {
    ...list,
    counts,
    pace,
    state: state ?? null,
    bulk_action_id: ofSending.bulk_action_id ?? null,
    is_newest: place === 0,
    may: {
      invite: isAllowed(ctx, 'contacts.invite'),
      bulk: isAllowed(ctx, 'contacts.bulk') && isAllowed(ctx, 'contacts.invite'),
      copy_link: isAllowed(ctx, 'invitations.copy_link'),
    },
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { contact_ids } = await formValues(args, [], ['contact_ids']);
  const links = await copyInvitationLinks(ctx, { contact_ids: contact_ids.map((id) => readId(id)) });
  const shown = links.map(({ refused, ...link }) => ({ ...link, refused: refused && failureSentence(ctx.t, refused) }));
  return { links: shown };
}

type Listed = Route.ComponentProps['loaderData'];

/** Who was invited and how far each link has come, with the ways to send it again or to pass it on. */
export default function InvitationBoard({ loaderData, actionData }: Route.ComponentProps) {
  const { invitations, next, is_newest, pace, may, state, bulk_action_id } = loaderData;
  const t = useTranslations('invitations');
  const selection = useSelection(invitations.map(({ id }) => id));
  const chosen = new Set(invitations.filter(({ id }) => selection.ids.has(id)).map(({ contact_id }) => contact_id));
  const pathOf = boardPath(bulk_action_id);
  return (
    <>
      <Header {...loaderData} />
      <div className={css.notices}>
        {actionData && 'links' in actionData && <CopiedLinks links={actionData.links} />}
        {pace && <PaceWords pace={pace} />}
      </div>
      <States {...loaderData} />
      <Page layout="list">
        <SelectionBar
          selection={selection}
          matching={{ count: invitations.length, isExact: true }}
          shown={invitations.length}
        >
          <ChosenActs may={may} contactIds={[...chosen]} />
        </SelectionBar>
        <Table
          caption={t('title')}
          columns={useInvitationColumns()}
          rows={invitations}
          idOf={({ id }) => id}
          nameOf={({ contact_name }) => contact_name}
          pathOf={({ contact_id }) => `/contacts/${contact_id}`}
          {...((may.bulk || may.copy_link) && { selection })}
          actionsOf={({ contact_id, contact_name, state: own }) =>
            own !== 'activated' && (
              <>
                {may.invite && (
                  <InviteInRow contact={{ id: contact_id, name: contact_name, portal_state: 'invited' }} />
                )}
                {may.copy_link && <CopyLinks contactIds={[contact_id]} isSingle />}
              </>
            )
          }
          empty={<NoInvitations isFiltered={state !== null} mayInvite={may.invite} />}
        />
        <Pager previousTo={null} nextTo={next === null ? null : pathOf(state, next)}>
          {!is_newest && (
            <ButtonLink to={pathOf(state)} kind="link">
              {t('newest')}
            </ButtonLink>
          )}
        </Pager>
      </Page>
    </>
  );
}

function boardPath(bulk_action_id: number | null) {
  return (state: BoardState | null, after?: number) => {
    const query = new URLSearchParams({
      ...(bulk_action_id !== null && { bulk_action_id: String(bulk_action_id) }),
      ...(state && { state }),
      ...(after && { after: String(after) }),
    });
    return query.size > 0 ? `/invitations?${query}` : '/invitations';
  };
}

function Header({ may, bulk_action_id }: Listed) {
  const t = useTranslations('invitations');
  const board = useTranslations('invitation_board');
  const crumbs = bulk_action_id === null ? [] : [{ to: `/bulk-actions/${bulk_action_id}`, label: board('of_sending') }];
  return (
    <PageHeader
      title={t('title')}
      crumbs={crumbs}
      actions={
        <>
          {may.bulk && <ButtonLink to="/bulk-actions">{t('bulk_actions')}</ButtonLink>}
          {may.invite && (
            <ButtonLink to="/invitations/new" kind="primary" icon="mail">
              {board('invite')}
            </ButtonLink>
          )}
        </>
      }
    />
  );
}

/** The states of the way with their counts; what nobody is in is left out but where one looks at it. */
function States({ counts, state, bulk_action_id }: Listed) {
  const t = useTranslations('invitations');
  const board = useTranslations('invitation_board');
  const pathOf = boardPath(bulk_action_id);
  const shown = boardStates.filter((one) => counts[one].count > 0 || one === state);
  if (shown.length === 0) return null;
  return (
    <Tabs
      label={board('states')}
      tabs={[
        { to: pathOf(null), label: board('all'), isCurrent: state === null },
        ...shown.map((one) => ({
          to: pathOf(one),
          label: t(`states.${one}`),
          isCurrent: state === one,
          count: counts[one],
          ...(one === 'link_opened' && { hint: t('opened_hint') }),
          ...(one === 'sent' && { hint: t('sent_hint') }),
        })),
      ]}
    />
  );
}

/** What can be done with the chosen ones. */
function ChosenActs({ may, contactIds }: { may: Listed['may']; contactIds: readonly number[] }) {
  const t = useTranslations('invitation_board');
  return (
    <>
      {may.bulk && (
        <ButtonLink
          to={`/bulk-actions/new?act=invite&ids=${contactIds.join()}`}
          kind="primary"
          size="small"
          icon="mail"
        >
          {t('resend')}
        </ButtonLink>
      )}
      {may.copy_link && <CopyLinks contactIds={contactIds} />}
    </>
  );
}

function CopyLinks({ contactIds, isSingle = false }: { contactIds: readonly number[]; isSingle?: boolean }) {
  const t = useTranslations('invitation_board');
  return (
    <Form layout="bare" preventScrollReset={false}>
      {contactIds.map((id) => (
        <input key={id} type="hidden" name="contact_ids" value={id} />
      ))}
      <SubmitButton kind="default" size="small" icon="copy">
        {t(isSingle ? 'copy_link' : 'copy_links')}
      </SubmitButton>
    </Form>
  );
}

function NoInvitations({ isFiltered, mayInvite }: { isFiltered: boolean; mayInvite: boolean }) {
  const t = useTranslations('invitations');
  const board = useTranslations('invitation_board');
  if (isFiltered) return <EmptyState title={board('none_in_state')}>{board('none_in_state_hint')}</EmptyState>;
  return (
    <EmptyState
      title={t('none')}
      actions={
        mayInvite && (
          <ButtonLink to="/invitations/new" kind="primary">
            {board('invite')}
          </ButtonLink>
        )
      }
    >
      {t('none_hint')}
    </EmptyState>
  );
}
