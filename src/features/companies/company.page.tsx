import { useTranslations } from 'use-intl';
import { ChangeTimeline } from '#features/change-log/change-timeline.tsx';
import { type ListedChange, listChanges } from '#features/change-log/list-changes.ts';
import { TimelineCard } from '#features/change-log/timeline-card.tsx';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { countList, countViewsOfCompany } from '#features/contacts/list/count-contacts.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { collectContacts, previewCollecting } from '#features/contacts/members/collect-contacts.ts';
import { findDomainChange } from '#features/contacts/members/find-domain-change.ts';
import { listCollected } from '#features/contacts/members/list-collected.ts';
import { listMemberRoles } from '#features/contacts/members/list-member-roles.ts';
import { restoreCompany } from '#features/contacts/members/restore-company.ts';
import { undoCollecting } from '#features/contacts/members/undo-collecting.ts';
import { undoCompanyAct } from '#features/contacts/members/undo-company-act.ts';
import { undoDomainChange } from '#features/contacts/members/undo-domain-change.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { isAllowed } from '#platform/context.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { Badge } from '#ui/badge.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/company.page.ts';
import { companyFields } from './company.ts';
import { CompanyActions } from './company-actions.tsx';
import { CompanyContacts } from './company-contacts.tsx';
import { CompanyDetails } from './company-details.tsx';
import { CompanyDomains } from './company-domains.tsx';
import { CompanyFacts } from './company-facts.tsx';
import { CompanyStanding } from './company-standing.tsx';
import { CompanyTree } from './company-tree.tsx';
import { findCompany } from './find-company.ts';
import { listCompanyTree } from './list-company-tree.ts';
import { canUndoChange } from './undo-company-change.ts';
import { undoCompanyMove } from './undo-company-move.ts';

const addressNames = ['after', 'done', 'change'] as const;
const timelineLength = 6;
const shownContacts = 10;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { after, done, change } = queryValues(new URL(request.url), addressNames);
  const company = await findCompany(ctx, { id: readId(params.id), isDeletedToo: true });
  const { id } = company;
  const custom = await listCustomFields(ctx, { record: 'company' });
  const page = after === undefined ? {} : { after };
  const log = await listChanges(ctx, { record: 'company', record_id: id, limit: timelineLength, ...page });
  const can_edit = isAllowed(ctx, 'companies.edit');
  const isThere = company.deleted_at === null;
  const moments = log.changes.flatMap(({ act, at }) => (act === 'contacts_collected' ? at : []));
  const mayCollect = isThere && isAllowed(ctx, 'contacts.bulk');
  const collected = mayCollect ? await listCollected(ctx, { company_id: id, moments }) : [];
  const members = readContactFilter({ company_id: String(id) });
  const list = isThere ? await listContacts(ctx, members) : null;
  const rows = list?.rows.slice(0, shownContacts) ?? [];
  const contact_ids = rows.map((row) => row.id);
  return {
    company,
    custom_fields: custom.map(fieldOfCustomField),
    log,
    undoable: log.changes.flatMap((change) =>
      change.id !== undefined && (isAmong(collected, change) || (can_edit && canUndoChange(company, change)))
        ? change.id
        : [],
    ),
    is_newest: after === undefined,
    done,
    domain_change: /^\d{1,15}$/.test(change ?? '')
      ? await findDomainChange(ctx, { company_id: id, id: Number(change) })
      : null,
    contacts: {
      rows,
      roles: await listMemberRoles(ctx, { company_id: id, contact_ids }),
      count: list?.count.is_pending ? await countList(ctx, members) : (list?.count ?? null),
      has_more: list !== null && (list.rows.length > rows.length || list.next !== null),
      views: isThere ? await countViewsOfCompany(ctx, { company_id: id }) : null,
    },
    tree: isThere ? await listCompanyTree(ctx, { id }) : null,
    offered: isThere ? await previewCollecting(ctx, { company_id: id }) : { count: 0, first: [] },
    may: {
      edit: isThere && can_edit,
      add_contact: isThere && isAllowed(ctx, 'contacts.edit'),
      change_domain: mayCollect,
      delete: isAllowed(ctx, 'companies.delete'),
    },
  };
}

function isAmong(collected: readonly Date[], { act, at }: ListedChange): boolean {
  return act === 'contacts_collected' && collected.some((one) => one.getTime() === at.getTime());
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const id = readId(args.params.id);
  const { intent, change_id = '' } = await formValues(args, ['intent', 'change_id']);
  if (intent === 'undo') await undoCompanyAct(ctx, { company_id: id, change_id: readId(change_id) });
  if (intent === 'restore') await restoreCompany(ctx, { id });
  if (intent === 'undo_move') await undoCompanyMove(ctx, { id, change_id: readId(change_id) });
  if (intent === 'collect') return { done: intent, count: await collectContacts(ctx, { company_id: id }) };
  if (intent === 'undo_collect') {
    return { done: intent, count: await undoCollecting(ctx, { company_id: id, change_id: readId(change_id) }) };
  }
  if (intent === 'undo_domain') {
    return { done: intent, count: await undoDomainChange(ctx, { company_id: id, id: readId(change_id) }) };
  }
  return intent === 'restore' || intent === 'undo_move' ? { done: intent } : null;
}

export default function Company({ loaderData }: Route.ComponentProps) {
  const { company, custom_fields, log, undoable, is_newest, done, contacts, tree, may } = loaderData;
  const t = useTranslations('companies');
  const path = `/companies/${company.id}`;
  const crumbs = [
    { to: '/companies', label: t('title') },
    ...company.ancestors.map(({ id, name }) => ({ to: `/companies/${id}`, label: name })),
  ];
  return (
    <>
      <PageHeader
        title={company.name}
        crumbs={crumbs}
        beside={company.deleted_at && <Badge tone="warning">{t('standing.badge')}</Badge>}
        subtitle={[company.industry, ...company.domains].filter(Boolean).join(' · ')}
        actions={<CompanyActions company={company} may={may} />}
      />
      <Page
        layout="record"
        side={
          tree && (
            <>
              <CompanyTree tree={tree} moveTo={may.edit ? `${path}/move` : null} />
              <CompanyDomains
                domains={company.domains}
                offered={loaderData.offered}
                mayCollect={may.change_domain}
                editTo={may.edit ? `${path}/edit` : null}
              />
            </>
          )
        }
      >
        <CompanyStanding
          company={company}
          may={may}
          newest={log.changes[0]}
          done={done}
          domainChange={done === 'domain' ? loaderData.domain_change : null}
        />
        {contacts.count && <CompanyFacts company={company} count={contacts.count} views={contacts.views} />}
        {contacts.count && (
          <CompanyContacts
            company={company}
            rows={contacts.rows}
            hasMore={contacts.has_more}
            roles={contacts.roles}
            canAdd={may.add_contact}
          />
        )}
        <CompanyDetails company={company} customFields={custom_fields} />
        <TimelineCard path={path} isNewest={is_newest} next={log.next}>
          <ChangeTimeline
            record="company"
            changes={log.changes}
            fields={[...companyFields, ...custom_fields]}
            undoable={undoable}
          />
        </TimelineCard>
      </Page>
    </>
  );
}
