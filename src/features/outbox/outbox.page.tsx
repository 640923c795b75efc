import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { cancelBulkAction } from '#features/bulk-actions/cancel-bulk-action.ts';
import { listOpenBulkActions } from '#features/bulk-actions/list-open-bulk-actions.ts';
import { cancelIntent, OpenBulkActions } from '#features/bulk-actions/open-bulk-actions.tsx';
import { isAllowed } from '#platform/context.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import type { Route } from './+types/outbox.page.ts';
import { countMail } from './count-mail.ts';
import { listMail } from './list-mail.ts';
import { useMailColumns } from './mail-columns.tsx';
import { mailStates } from './mail-message.ts';
import { MailIsOff, MailIsOn, NoMailServer } from './mail-switch.tsx';
import css from './outbox.module.css';
import { switchMail } from './switch-mail.ts';

export const handle = { words: ['bulk_actions', 'outbox'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const given = queryValues(new URL(request.url), ['state', 'after']);
  const state = mailStates.find((one) => one === given.state);
  const after = Number(given.after) || 0;
  const [page, counts, account, bulk_actions] = await Promise.all([
    listMail(ctx, { ...(state && { state }), ...(after > 0 && { after }) }),
    countMail(ctx),
    findAccount(ctx),
    isAllowed(ctx, 'contacts.bulk') ? listOpenBulkActions(ctx) : [],
  ]);
  return {
    ...page,
    counts,
    bulk_actions,
    state: state ?? null,
    is_newest: after === 0,
    sends_mail: ctx.sends_mail,
    is_on: account.is_mail_to_customers_on,
    can_switch: isAllowed(ctx, 'mail.switch'),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { intent, id, is_on } = await formValues(args, ['intent', 'id', 'is_on']);
  if (intent === cancelIntent) await cancelBulkAction(ctx, { id: readId(id) });
  if (intent === 'switch') await switchMail(ctx, { is_on: is_on === 'on' });
  return null;
}

/** All mail that Maru writes, what became of it, what can still be called back, and the switch for mail to customers. */
export default function Outbox({ loaderData }: Route.ComponentProps) {
  const { mails, next, counts, state, is_newest, bulk_actions, sends_mail, is_on, can_switch } = loaderData;
  const t = useTranslations('outbox');
  const query = state ? `state=${state}&` : '';
  const shown = mailStates.filter((one) => counts.of_state[one] > 0 || one === state);
  return (
    <>
      <PageHeader title={t('title')} actions={is_on && <MailIsOn can_switch={can_switch} />} />
      <div className={css.notices}>
        {!sends_mail && <NoMailServer />}
        {!is_on && <MailIsOff {...{ can_switch, sends_mail }} waiting_count={counts.waiting_for_contacts} />}
        <OpenBulkActions bulk_actions={bulk_actions} />
      </div>
      {shown.length > 0 && (
        <Tabs
          label={t('views')}
          tabs={[
            { to: '/outbox', label: t('all'), isCurrent: state === null },
            ...shown.map((one) => ({
              to: `/outbox?state=${one}`,
              label: t(`states.${one}`),
              isCurrent: state === one,
              count: { count: counts.of_state[one], isExact: true },
            })),
          ]}
        />
      )}
      <Page layout="list">
        <Table
          caption={t('title')}
          columns={useMailColumns()}
          rows={mails}
          idOf={({ id }) => id}
          nameOf={({ to_address }) => to_address}
          pathOf={({ id }) => `/outbox/${id}`}
          empty={<EmptyState title={t('none')}>{t('none_hint')}</EmptyState>}
        />
        <Pager previousTo={null} nextTo={next === null ? null : `/outbox?${query}after=${next}`}>
          {!is_newest && (
            <ButtonLink to="/outbox" kind="link">
              {t('newest')}
            </ButtonLink>
          )}
        </Pager>
      </Page>
    </>
  );
}
