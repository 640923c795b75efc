import { useTranslations } from 'use-intl';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Badge } from '#ui/badge.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Form } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { SelectionBar } from '#ui/selection-bar.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { useSelection } from '#ui/use-selection.ts';
import type { Route } from './+types/sign-up-list.page.ts';
import { approveSignUps } from './approve-sign-ups.ts';
import { countSignUps } from './count-sign-ups.ts';
import { type ListedSignUp, listSignUps } from './list-sign-ups.ts';
import { refuseSignUps } from './refuse-sign-ups.ts';
import css from './sign-up-list.module.css';

export const handle = { words: ['sign_ups'] };

const path = '/sign-ups';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { view, after } = queryValues(new URL(request.url), ['view', 'after']);
  const is_decided = view === 'decided';
  const page = await listSignUps(ctx, { is_decided, ...(after && { after: readId(after) }) });
  const custom = await listCustomFields(ctx, { record: 'contact' });
  const labels = Object.fromEntries(custom.map(({ name, labels }) => [name, labels]));
  return { ...page, is_decided, is_first: !after, count: await countSignUps(ctx), labels };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { intent, id } = await formValues(args, ['intent'], ['id']);
  const ids = id.map(readId);
  if (intent === 'approve') {
    const outcomes = await approveSignUps(ctx, { ids });
    const approved = outcomes.filter(({ reason }) => reason === null);
    const left = outcomes.flatMap(({ name, reason }) => (reason ? [{ name, reason }] : []));
    return { done: 'approved' as const, count: approved.length, left };
  }
  const refused = intent === 'refuse' ? await refuseSignUps(ctx, { ids }) : [];
  return { done: 'refused' as const, count: refused.length, left: [] };
}

/** Who has signed up, has proved his address and waits for an agent; behind a tab those who were decided on. */
export default function SignUpList({ loaderData, actionData }: Route.ComponentProps) {
  const { sign_ups, next, is_decided, is_first, count, labels } = loaderData;
  const t = useTranslations('sign_ups');
  const selection = useSelection(sign_ups.map(({ id }) => id));
  const done = actionData && 'done' in actionData ? actionData : null;
  const pathOf = (after?: number) => {
    const query = new URLSearchParams({
      ...(is_decided && { view: 'decided' }),
      ...(after !== undefined && { after: String(after) }),
    }).toString();
    return query ? `${path}?${query}` : path;
  };
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Page layout="wide">
        <Tabs
          label={t('title')}
          tabs={[
            { to: path, label: t('waiting'), isCurrent: !is_decided, count: { count, isExact: count < 100 } },
            { to: `${path}?view=decided`, label: t('decided'), isCurrent: is_decided },
          ]}
        />
        {done && (
          <Notice tone={done.left.length > 0 ? 'warning' : 'success'} isNews>
            <p>{t(done.done, { count: done.count })}</p>
            {done.left.map(({ name, reason }) => (
              <p key={name}>{t(`left.${reason}`, { name })}</p>
            ))}
          </Notice>
        )}
        {!is_decided && (
          <SelectionBar
            selection={selection}
            matching={{ count: sign_ups.length, isExact: true }}
            shown={sign_ups.length}
          >
            <Decision ids={[...selection.ids]} />
          </SelectionBar>
        )}
        <Table
          caption={t('title')}
          columns={useColumns(labels, is_decided)}
          rows={sign_ups}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          {...(!is_decided && { selection })}
          empty={
            <EmptyState title={is_decided ? t('none_decided') : t('none')}>
              {is_decided ? t('none_decided_hint') : t('none_hint')}
            </EmptyState>
          }
        />
        <Pager previousTo={is_first ? null : pathOf()} nextTo={next === null ? null : pathOf(next)} />
      </Page>
    </>
  );
}

/** The two answers; `name` says whom they mean where each row has its own. */
function Decision({ ids, name }: { ids: readonly number[]; name?: string }) {
  const t = useTranslations('sign_ups');
  return (['approve', 'refuse'] as const).map((intent) => (
    <Form key={intent} intent={intent} layout="bare">
      {ids.map((id) => (
        <input key={id} type="hidden" name="id" value={id} />
      ))}
      <SubmitButton
        size="small"
        kind={intent === 'approve' ? 'primary' : 'default'}
        {...(name !== undefined && { 'aria-label': `${t(intent)}: ${name}` })}
      >
        {t(intent)}
      </SubmitButton>
    </Form>
  ));
}

function useColumns(
  labels: Record<string, object>,
  is_decided: boolean,
): [Column<ListedSignUp>, ...Column<ListedSignUp>[]] {
  const t = useTranslations('sign_ups');
  const labelOf = useFieldLabel();
  const said = ({ custom_fields }: ListedSignUp) =>
    Object.entries(custom_fields)
      .map(([name, text]) => `${labelOf({ name, label: labels[name] ?? { en: name } })}: ${text}`)
      .join(' · ');
  const waitingColumns: Column<ListedSignUp>[] = [
    {
      key: 'spent_at',
      header: t('proved'),
      width: 'narrow',
      cell: ({ spent_at }) => spent_at && <Moment at={spent_at} />,
    },
    {
      key: 'decision',
      header: t('decision'),
      width: 'narrow',
      cell: ({ id, name }) => (
        <div className={css.decision}>
          <Decision ids={[id]} name={name} />
        </div>
      ),
    },
  ];
  const decidedColumns: Column<ListedSignUp>[] = [
    {
      key: 'decided',
      header: t('decided'),
      width: 'narrow',
      cell: ({ is_approved, decided_by }) => (
        <>
          <Badge tone={is_approved ? 'success' : 'neutral'}>{is_approved ? t('let_in') : t('turned_away')}</Badge>{' '}
          {decided_by ?? t('by_setting')}
        </>
      ),
    },
  ];
  return [
    {
      key: 'name',
      header: t('name'),
      width: 'share',
      cell: ({ name, contact_id }) => (contact_id ? <a href={`/contacts/${contact_id}`}>{name}</a> : name),
    },
    { key: 'email', header: t('email'), width: 'share-more', cell: ({ email }) => email },
    {
      key: 'company',
      header: t('becomes'),
      width: 'share',
      cell: ({ owner, company }) =>
        owner ? (
          <a href={`/contacts/${owner.contact_id}`}>{t('known')}</a>
        ) : company ? (
          <a href={`/companies/${company.id}`}>{company.name}</a>
        ) : (
          t('nobody')
        ),
    },
    { key: 'said', header: t('said'), width: 'share', cell: said },
    ...(is_decided ? decidedColumns : waitingColumns),
  ];
}
