import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ListedContact } from '#features/contacts/list/contact-rows.ts';
import { isAllowed } from '#platform/context.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Avatar } from '#ui/avatar.tsx';
import { Badge } from '#ui/badge.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Form } from '#ui/form.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/duplicate-list.page.ts';
import { countDuplicates } from './count-duplicates.ts';
import type { DuplicatePair } from './duplicate-pair.ts';
import css from './duplicates.module.css';
import { listDuplicates } from './list-duplicates.ts';
import { updateDuplicate } from './update-duplicate.ts';

const names = ['intent', 'contact_id', 'other_contact_id', 'one', 'other'] as const;

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const list = await listDuplicates(ctx, queryValues(new URL(request.url), ['after', 'before']));
  return { list, count: await countDuplicates(ctx), may_merge: isAllowed(ctx, 'contacts.merge') };
}

export async function action(args: Route.ActionArgs) {
  const { intent, one = '', other = '', ...ids } = await formValues(args, names);
  const pair = { contact_id: readId(ids.contact_id), other_contact_id: readId(ids.other_contact_id) };
  const is_dismissed = intent === 'dismiss';
  await updateDuplicate(pageContext(args.context), { ...pair, is_dismissed });
  return { told_apart: is_dismissed ? { ...pair, one, other } : null };
}

/** Contacts who may be one person, two and two, to be merged or told apart. */
export default function DuplicateList({ loaderData, actionData }: Route.ComponentProps) {
  const { list, count, may_merge } = loaderData;
  const t = useTranslations('duplicates');
  const contacts = useTranslations('contacts');
  const told = actionData && 'told_apart' in actionData ? actionData.told_apart : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        crumbs={[{ to: '/contacts', label: contacts('title') }]}
        subtitle={count.count > 0 && t(count.is_exact ? 'count' : 'more_than', { count: count.count })}
      />
      <Page layout="wide">
        {told && (
          <Notice
            tone="success"
            isNews
            actions={<PairForm intent="forget" pair={told} label={t('undo_dismissal')} icon="undo" />}
          >
            {t('told_apart', { one: told.one, other: told.other })}
          </Notice>
        )}
        {list.rows.length === 0 ? (
          <EmptyState title={t('none')}>{t('none_hint')}</EmptyState>
        ) : (
          <>
            <p className={css.intro}>{t('intro')}</p>
            <ul className={css.pairs}>
              {list.rows.map((pair) => (
                <Pair key={pair.id} pair={pair} mayMerge={may_merge} />
              ))}
            </ul>
          </>
        )}
        <Pager
          previousTo={list.previous && `/duplicates?before=${list.previous}`}
          nextTo={list.next && `/duplicates?after=${list.next}`}
        />
      </Page>
    </>
  );
}

function Pair({ pair, mayMerge }: { pair: DuplicatePair; mayMerge: boolean }) {
  const t = useTranslations('duplicates');
  const [one, other] = pair.contacts;
  const named = { one: one.name, other: other.name };
  return (
    <li className={css.pair}>
      <Person contact={one} />
      <Person contact={other} />
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

function Person({ contact }: { contact: ListedContact }) {
  const t = useTranslations('duplicates');
  const phones = [contact.phone, contact.mobile].filter(Boolean).join(' · ');
  return (
    <div className={css.person}>
      <Avatar name={contact.name} />
      <div className={css.words}>
        <p className={css.name}>
          <Link to={`/contacts/${contact.id}`}>{contact.name}</Link>
        </p>
        <p>{contact.email ?? t('no_address')}</p>
        {phones && <p>{phones}</p>}
        <p className={css.faint}>
          {contact.company ?? t('no_company')} · {t('added')} <Moment at={contact.created_at} as="date" />
        </p>
      </div>
    </div>
  );
}

interface PairFormProps {
  intent: 'dismiss' | 'forget';
  pair: { contact_id: number; other_contact_id: number; one: string; other: string };
  label: string;
  /** For screen readers, who hear one button of many. */
  told?: string;
  icon?: 'undo';
}

function PairForm({ intent, pair, label, told, icon }: PairFormProps) {
  return (
    <Form intent={intent} layout="bare">
      {Object.entries(pair).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton kind="quiet" size="small" {...(told && { 'aria-label': told })} {...(icon && { icon })}>
        {label}
      </SubmitButton>
    </Form>
  );
}
