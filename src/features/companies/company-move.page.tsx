import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { allow } from '#platform/context.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { Route } from './+types/company-move.page.ts';
import css from './company.module.css';
import { findCompany } from './find-company.ts';
import type { ListedCompany } from './list/company-rows.ts';
import { listCompanies } from './list/list-companies.ts';
import { moveCompany } from './move-company.ts';
import { type MovePreview, previewCompanyMove } from './preview-company-move.ts';

const offeredCompanies = 12;
/** What stands for no parent in the address and in the form. */
const atTop = 'none';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'companies.edit');
  const { id, name, ancestors, parent_company_id } = await findCompany(ctx, { id: readId(params.id) });
  const { search = '', to } = queryValues(new URL(request.url), ['search', 'to']);
  const { rows } = await listCompanies(ctx, { search });
  return {
    company: { id, name, ancestors, parent_company_id },
    search,
    to: to ?? null,
    offered: rows.filter((row) => row.id !== id).slice(0, offeredCompanies),
    preview: to === undefined ? null : await previewCompanyMove(ctx, { id, parent_company_id: readParent(to) }),
  };
}

export async function action(args: Route.ActionArgs) {
  const id = readId(args.params.id);
  const { to } = await formValues(args, ['to']);
  await moveCompany(pageContext(args.context), { id, parent_company_id: readParent(to) });
  return redirect(`/companies/${id}?done=moved`);
}

function readParent(to: string | undefined): number | null {
  return to === atTop ? null : readId(to);
}

export default function MoveCompany({ loaderData: { company, search, to, offered, preview } }: Route.ComponentProps) {
  const t = useTranslations('companies');
  const path = `/companies/${company.id}`;
  const crumbs = [
    { to: '/companies', label: t('title') },
    ...company.ancestors.map(({ id, name }) => ({ to: `/companies/${id}`, label: name })),
    { to: path, label: company.name },
  ];
  return (
    <>
      <PageHeader title={t('move.title', { name: company.name })} crumbs={crumbs} subtitle={t('move.subtitle')} />
      <Page>
        <div className={css.column}>
          <Card title={t('move.choose')}>
            <SearchBox label={t('search')} dropped={['after', 'before', 'to']} />
            <Choices company={company} search={search} to={to} offered={offered} />
          </Card>
          {preview && to && <Preview company={company} preview={preview} to={to} />}
          {(!preview || preview.trouble) && (
            <div>
              <ButtonLink to={path}>{t('cancel')}</ButtonLink>
            </div>
          )}
        </div>
      </Page>
    </>
  );
}

type Moved = Route.ComponentProps['loaderData']['company'];

function Choices({
  company,
  search,
  to,
  offered,
}: {
  company: Moved;
  search: string;
  to: string | null;
  offered: readonly ListedCompany[];
}) {
  const t = useTranslations('companies');
  const pathTo = (place: string) => `?${new URLSearchParams({ ...(search && { search }), to: place })}`;
  return (
    <ul className={css.found} aria-label={t('move.offered')}>
      {company.parent_company_id !== null && (
        <li>
          <Link to={pathTo(atTop)} aria-current={to === atTop ? 'true' : undefined} preventScrollReset>
            {t('move.to_top')}
            <small>{t('move.to_top_hint')}</small>
          </Link>
        </li>
      )}
      {offered.map((one) => (
        <li key={one.id}>
          {one.id === company.parent_company_id ? (
            <span>
              {one.name}
              <small>{t('move.is_parent')}</small>
            </span>
          ) : (
            <Link
              to={pathTo(String(one.id))}
              aria-current={to === String(one.id) ? 'true' : undefined}
              preventScrollReset
            >
              {one.name}
              <small>{one.parent_company ?? one.domains[0] ?? ''}</small>
            </Link>
          )}
        </li>
      ))}
      {offered.length === 0 && (
        <li>
          <span>{t('none_found')}</span>
        </li>
      )}
    </ul>
  );
}

function Preview({ company, preview, to }: { company: Moved; preview: MovePreview; to: string }) {
  const t = useTranslations('companies');
  const { parent, trouble, companies_count, contacts_count, gaining, losing } = preview;
  const below = companies_count - 1;
  const name = parent?.name ?? '';
  if (trouble) {
    return (
      <Notice
        tone={trouble === 'already_there' ? 'info' : 'warning'}
        title={t(`move.trouble.${trouble}`, { name })}
        isNews
      >
        {t('move.choose_another')}
      </Notice>
    );
  }
  return (
    <Card title={parent ? t('move.means', { name }) : t('move.means_top')}>
      <ul className={css.facts}>
        <li>{below > 0 ? t('move.along', { count: below }) : t('move.alone')}</li>
        <li>{t('move.contacts', { count: contacts_count })}</li>
        {gaining.count > 0 && <li>{t('move.gaining', { count: gaining.count, names: namesOf(gaining) })}</li>}
        {losing.count > 0 && <li>{t('move.losing', { count: losing.count, names: namesOf(losing) })}</li>}
        {gaining.count + losing.count === 0 && <li>{t('move.same_sight')}</li>}
      </ul>
      <Form action={`/companies/${company.id}/move`}>
        <input type="hidden" name="to" value={to} />
        <FormActions>
          <SubmitButton>{t('move.submit')}</SubmitButton>
          <ButtonLink to={`/companies/${company.id}`}>{t('cancel')}</ButtonLink>
        </FormActions>
      </Form>
    </Card>
  );
}

function namesOf({ count, first }: MovePreview['gaining']): string {
  const names = first.map((one) => `${one.name} (${one.company})`).join(', ');
  return count > first.length ? `${names} …` : names;
}
