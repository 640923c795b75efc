import { useTranslations } from 'use-intl';
import { findAccount } from '#features/accounts/find-account.ts';
import { isAllowed } from '#platform/context.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Form } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import type { Route } from './+types/outbox.page.ts';
import { countMail } from './count-mail.ts';
import { listMail, type MailPage } from './list-mail.ts';
import { MailBadge, useKindLabel } from './mail-badge.tsx';
import { mailStates } from './mail-message.ts';
import { switchMail } from './switch-mail.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const given = queryValues(new URL(request.url), ['state', 'after']);
  const state = mailStates.find((one) => one === given.state);
  const after = Number(given.after) || 0;
  const [page, counts, account] = await Promise.all([
    listMail(ctx, { ...(state && { state }), ...(after > 0 && { after }) }),
    countMail(ctx),
    findAccount(ctx),
  ]);
  return {
    ...page,
    counts,
    state: state ?? null,
    is_newest: after === 0,
    sends_mail: ctx.sends_mail,
    is_on: account.is_mail_to_customers_on,
    can_switch: isAllowed(ctx, 'mail.switch'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { is_on } = await formValues(args, ['is_on']);
  await switchMail(pageContext(args.context), { is_on: is_on === 'on' });
  return null;
}

/** All mail that Maru writes, what became of it, and the switch for mail to customers. */
export default function Outbox({ loaderData }: Route.ComponentProps) {
  const { mails, next, counts, state, is_newest } = loaderData;
  const t = useTranslations('outbox');
  const query = state ? `state=${state}&` : '';
  const shown = mailStates.filter((one) => counts.of_state[one] > 0 || one === state);
  return (
    <>
      <PageHeader title={t('title')} />
      <Switch {...loaderData} />
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
      <Page layout="list">
        <Table
          caption={t('title')}
          columns={useColumns()}
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

function Switch({ sends_mail, is_on, can_switch, counts }: Route.ComponentProps['loaderData']) {
  const t = useTranslations('outbox');
  const button = (
    <Form layout="bare">
      <input type="hidden" name="is_on" value={is_on ? 'off' : 'on'} />
      <SubmitButton kind={is_on ? 'default' : 'primary'}>{is_on ? t('on.button') : t('off.button')}</SubmitButton>
    </Form>
  );
  return (
    <Page layout="wide">
      {!sends_mail && (
        <Notice tone="warning" title={t('no_server.title')}>
          {t('no_server.text')}
        </Notice>
      )}
      {is_on ? (
        <Notice actions={can_switch && button}>{t('on.text')}</Notice>
      ) : (
        <Notice tone="warning" title={t('off.title')} actions={can_switch && button}>
          {t('off.text', { count: counts.waiting_for_contacts })}
        </Notice>
      )}
    </Page>
  );
}

type Row = MailPage['mails'][number];

function useColumns(): [Column<Row>, ...Column<Row>[]] {
  const t = useTranslations('outbox');
  const kindOf = useKindLabel();
  return [
    { key: 'to', header: t('to'), cell: ({ name, to_address }) => name ?? to_address },
    { key: 'address', header: t('address'), cell: ({ to_address }) => to_address, isHiddenOnPhone: true },
    { key: 'kind', header: t('kind'), cell: ({ kind }) => kindOf(kind) },
    { key: 'state', header: t('state'), cell: ({ state }) => <MailBadge state={state} /> },
    {
      key: 'when',
      header: t('when'),
      cell: ({ sent_at, created_at }) => <Moment at={sent_at ?? created_at} />,
      width: 'narrow',
    },
  ];
}
