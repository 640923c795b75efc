import { useTranslations } from 'use-intl';
import { isAllowed } from '#platform/context.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { Tabs } from '#ui/tabs.tsx';
import type { Route } from './+types/duplicate-list.page.ts';
import { countDuplicates } from './count-duplicates.ts';
import type { DuplicatePair } from './duplicate-pair.ts';
import css from './duplicates.module.css';
import { listDuplicates } from './list-duplicates.ts';
import { listToldApart } from './list-told-apart.ts';
import { PairForm } from './pair-form.tsx';
import { PairPerson } from './pair-person.tsx';
import { ToldApart } from './told-apart.tsx';
import { updateDuplicate } from './update-duplicate.ts';

const names = ['intent', 'contact_id', 'other_contact_id', 'one', 'other'] as const;

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { view, ...place } = queryValues(new URL(request.url), ['view', 'after', 'before']);
  const shown =
    view === 'told_apart'
      ? { view: 'told_apart' as const, list: await listToldApart(ctx, place) }
      : { view: 'likely' as const, list: await listDuplicates(ctx, place) };
  return { shown, count: await countDuplicates(ctx), may_merge: isAllowed(ctx, 'contacts.merge') };
}

export async function action(args: Route.ActionArgs) {
  const { intent, one = '', other = '', ...ids } = await formValues(args, names);
  const pair = { contact_id: readId(ids.contact_id), other_contact_id: readId(ids.other_contact_id) };
  const is_dismissed = intent === 'dismiss';
  await updateDuplicate(pageContext(args.context), { ...pair, is_dismissed });
  return { judged: { is_dismissed, pair: { ...pair, one, other } } };
}

/** Contacts who may be one person, two and two, to be merged or told apart; behind a tab those who were told apart. */
export default function DuplicateList({ loaderData, actionData }: Route.ComponentProps) {
  const { shown, count, may_merge } = loaderData;
  const t = useTranslations('duplicates');
  const contacts = useTranslations('contacts');
  const judged = actionData && 'judged' in actionData ? actionData.judged : null;
  const pathOf = (view: string, place: Record<string, string> = {}) => {
    const query = new URLSearchParams({ ...(view !== 'likely' && { view }), ...place }).toString();
    return query ? `/duplicates?${query}` : '/duplicates';
  };
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[{ to: '/contacts', label: contacts('title') }]}
        subtitle={count.count > 0 && t(count.is_exact ? 'count' : 'more_than', { count: count.count })}
      />
      <Page layout="wide">
        <Tabs
          label={t('views_label')}
          tabs={(['likely', 'told_apart'] as const).map((view) => ({
            to: pathOf(view),
            label: t(`views.${view}`),
            isCurrent: view === shown.view,
          }))}
        />
        {judged && (
          <Notice
            tone="success"
            isNews
            actions={
              judged.is_dismissed && (
                <PairForm intent="forget" pair={judged.pair} label={t('undo_dismissal')} icon="undo" />
              )
            }
          >
            {t(judged.is_dismissed ? 'told_apart' : 'suggested_again', judged.pair)}
          </Notice>
        )}
        {shown.view === 'told_apart' ? (
          <ToldApart pairs={shown.list.rows} mayMerge={may_merge} />
        ) : (
          <Likely pairs={shown.list.rows} mayMerge={may_merge} />
        )}
        <Pager
          previousTo={shown.list.previous && pathOf(shown.view, { before: shown.list.previous })}
          nextTo={shown.list.next && pathOf(shown.view, { after: shown.list.next })}
        />
      </Page>
    </>
  );
}

function Likely({ pairs, mayMerge }: { pairs: readonly DuplicatePair[]; mayMerge: boolean }) {
  const t = useTranslations('duplicates');
  if (pairs.length === 0) return <EmptyState title={t('none')}>{t('none_hint')}</EmptyState>;
  return (
    <>
      <p className={css.intro}>{t('intro')}</p>
      <ul className={css.pairs}>
        {pairs.map((pair) => (
          <Pair key={pair.id} pair={pair} mayMerge={mayMerge} />
        ))}
      </ul>
    </>
  );
}

function Pair({ pair, mayMerge }: { pair: DuplicatePair; mayMerge: boolean }) {
  const t = useTranslations('duplicates');
  const [one, other] = pair.contacts;
  const named = { one: one.name, other: other.name };
  return (
    <li className={css.pair}>
      <PairPerson contact={one} />
      <PairPerson contact={other} />
      <div className={css.judgement}>
        <p className={css.reasons}>
          {pair.reasons.map((reason) => (
            <Badge key={reason} tone="accent">
              {t(`reasons.${reason}`)}
            </Badge>
          ))}
        </p>
        {mayMerge && (
          <div className={css.buttons}>
            <ButtonLink
              to={`/contacts/${one.id}/merge/${other.id}`}
              size="small"
              icon="people"
              aria-label={t('merge_pair', named)}
            >
              {t('merge')}
            </ButtonLink>
            <PairForm
              intent="dismiss"
              pair={{ contact_id: one.id, other_contact_id: other.id, ...named }}
              label={t('not_a_duplicate')}
              told={t('are_two', named)}
            />
          </div>
        )}
      </div>
    </li>
  );
}
